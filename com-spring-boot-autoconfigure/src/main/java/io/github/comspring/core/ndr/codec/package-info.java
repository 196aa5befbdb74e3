/**
 * The table of remotable Java types, and how values of each are encoded.
 */
@NullMarked
package io.github.comspring.core.ndr.codec;

import org.jspecify.annotations.NullMarked;
