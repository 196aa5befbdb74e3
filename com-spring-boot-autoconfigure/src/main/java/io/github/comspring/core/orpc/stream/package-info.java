/**
 * The streams of the JDK as objects for other processes: both ends, which pass the bytes
 * in pieces.
 */
@NullMarked
package io.github.comspring.core.orpc.stream;

import org.jspecify.annotations.NullMarked;
