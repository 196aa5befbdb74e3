/**
 * What becomes of server processes: when the next one may be started, when one is used up
 * or has not answered for too long, how it ended, and who is told.
 */
@NullMarked
package io.github.comspring.core.scm.supervision;

import org.jspecify.annotations.NullMarked;
