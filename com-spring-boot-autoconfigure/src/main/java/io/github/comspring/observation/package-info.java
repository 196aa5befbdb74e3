/**
 * Observes activations with Micrometer.
 */
@NullMarked
package io.github.comspring.observation;

import org.jspecify.annotations.NullMarked;
