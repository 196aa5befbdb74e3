/**
 * The objects of other processes, as this one holds and calls them.
 */
@NullMarked
package io.github.comspring.core.orpc.importer;

import org.jspecify.annotations.NullMarked;
