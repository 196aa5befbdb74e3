/**
 * Actuator endpoints: classes and the registry, as operators see them.
 */
@NullMarked
package io.github.comspring.actuate;

import org.jspecify.annotations.NullMarked;
