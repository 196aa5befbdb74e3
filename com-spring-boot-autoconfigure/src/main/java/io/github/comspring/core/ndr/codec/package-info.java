/**
 * What every codec is, and the slots that hold its values.
 */
@NullMarked
package io.github.comspring.core.ndr.codec;

import org.jspecify.annotations.NullMarked;
