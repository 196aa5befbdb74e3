/**
 * Java interfaces as they are on the wire: their operations, with numbers and codecs.
 */
@NullMarked
package io.github.comspring.core.ndr.interfaces;

import org.jspecify.annotations.NullMarked;
