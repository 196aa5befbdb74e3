/**
 * Activation: from a class id and a context to a pointer.
 */
@NullMarked
package io.github.comspring.core.activation;

import org.jspecify.annotations.NullMarked;
