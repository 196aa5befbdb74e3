/**
 * The properties below {@code comspring}, and how they are read.
 */
@NullMarked
package io.github.comspring.autoconfigure.properties;

import org.jspecify.annotations.NullMarked;
