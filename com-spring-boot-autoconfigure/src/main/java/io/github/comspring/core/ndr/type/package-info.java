/**
 * Java types as methods declare them, and the words by which one is refused.
 */
@NullMarked
package io.github.comspring.core.ndr.type;

import org.jspecify.annotations.NullMarked;
