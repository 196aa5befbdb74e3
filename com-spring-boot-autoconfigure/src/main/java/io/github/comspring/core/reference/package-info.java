/**
 * Counted references: the count itself, class objects with the server they live in,
 * pointers, and the detector of forgotten ones.
 */
@NullMarked
package io.github.comspring.core.reference;

import org.jspecify.annotations.NullMarked;
