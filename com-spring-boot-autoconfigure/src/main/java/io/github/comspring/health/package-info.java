/**
 * Health of COM in this application.
 */
@NullMarked
package io.github.comspring.health;

import org.jspecify.annotations.NullMarked;
