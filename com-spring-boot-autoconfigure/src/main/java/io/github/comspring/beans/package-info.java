/**
 * Spring beans as COM classes, and COM objects as injected references.
 */
@NullMarked
package io.github.comspring.beans;

import org.jspecify.annotations.NullMarked;
