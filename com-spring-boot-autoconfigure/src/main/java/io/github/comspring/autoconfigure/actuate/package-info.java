/**
 * Auto-configuration for the Actuator endpoints.
 */
@NullMarked
package io.github.comspring.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
