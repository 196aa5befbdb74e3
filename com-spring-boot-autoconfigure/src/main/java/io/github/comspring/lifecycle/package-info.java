/**
 * The application as a server: registers its classes when it starts, and lets clients
 * finish before it stops.
 */
@NullMarked
package io.github.comspring.lifecycle;

import org.jspecify.annotations.NullMarked;
