/**
 * What is started: the command line of a server process, what it finds around it, and
 * where it is launched to.
 */
@NullMarked
package io.github.comspring.core.scm.program;

import org.jspecify.annotations.NullMarked;
