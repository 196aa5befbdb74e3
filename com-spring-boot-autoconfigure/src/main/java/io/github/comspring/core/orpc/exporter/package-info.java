/**
 * The objects of this process that others have references to (an object exporter), and
 * what each client holds of them.
 */
@NullMarked
package io.github.comspring.core.orpc.exporter;

import org.jspecify.annotations.NullMarked;
