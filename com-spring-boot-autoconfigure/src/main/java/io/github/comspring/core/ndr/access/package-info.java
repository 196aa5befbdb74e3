/**
 * Members of classes, and how they are called.
 */
@NullMarked
package io.github.comspring.core.ndr.access;

import org.jspecify.annotations.NullMarked;
