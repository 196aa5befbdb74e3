/**
 * The place contract: what a client sees of a class, stated once and shown in every place
 * where a class can run.
 */
@NullMarked
package io.github.comspring.place;

import org.jspecify.annotations.NullMarked;
