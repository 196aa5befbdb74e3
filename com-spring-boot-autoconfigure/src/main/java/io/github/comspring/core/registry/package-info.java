/**
 * The registry: hives of keys and typed values, their merged view, and the typed view of
 * classes and applications.
 */
@NullMarked
package io.github.comspring.core.registry;

import org.jspecify.annotations.NullMarked;
