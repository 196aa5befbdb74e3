/**
 * Codecs of what is made of other types, and how they are found.
 */
@NullMarked
package io.github.comspring.core.ndr.composite;

import org.jspecify.annotations.NullMarked;
