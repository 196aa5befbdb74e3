/**
 * Apartments: on which threads the objects of a module are called.
 */
@NullMarked
package io.github.comspring.core.apartment;

import org.jspecify.annotations.NullMarked;
