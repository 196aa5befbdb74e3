/**
 * How server processes are started and watched, at the end of the launcher and at that of
 * the launched process.
 */
@NullMarked
package io.github.comspring.core.launch;

import org.jspecify.annotations.NullMarked;
