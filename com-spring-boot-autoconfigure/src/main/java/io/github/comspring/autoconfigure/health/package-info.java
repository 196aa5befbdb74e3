/**
 * Auto-configuration for the health of COM.
 */
@NullMarked
package io.github.comspring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
