/**
 * How server processes come about: launches that are joined, surrogates that classes are
 * brought to, and spares.
 */
@NullMarked
package io.github.comspring.core.scm.launching;

import org.jspecify.annotations.NullMarked;
