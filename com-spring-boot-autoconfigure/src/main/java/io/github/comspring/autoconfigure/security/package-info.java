/**
 * Auto-configuration for the guard of activations.
 */
@NullMarked
package io.github.comspring.autoconfigure.security;

import org.jspecify.annotations.NullMarked;
