/**
 * What people read of an application that does not start.
 */
@NullMarked
package io.github.comspring.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
