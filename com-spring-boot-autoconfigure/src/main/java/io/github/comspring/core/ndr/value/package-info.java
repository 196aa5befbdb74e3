/**
 * The table of remotable Java types, and codecs of those that are whole in themselves.
 */
@NullMarked
package io.github.comspring.core.ndr.value;

import org.jspecify.annotations.NullMarked;
