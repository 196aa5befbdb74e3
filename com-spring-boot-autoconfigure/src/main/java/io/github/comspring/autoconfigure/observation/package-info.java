/**
 * Auto-configuration for the observation of activations.
 */
@NullMarked
package io.github.comspring.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
