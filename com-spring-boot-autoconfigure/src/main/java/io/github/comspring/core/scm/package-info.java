/**
 * The service control manager: which process serves which class, and how it is started.
 */
@NullMarked
package io.github.comspring.core.scm;

import org.jspecify.annotations.NullMarked;
