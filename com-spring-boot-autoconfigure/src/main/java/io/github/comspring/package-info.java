/**
 * What an application developer imports: class ids, the
 * {@link io.github.comspring.Activator}, its pointers, class factories and the
 * annotations that declare them.
 */
@NullMarked
package io.github.comspring;

import org.jspecify.annotations.NullMarked;
