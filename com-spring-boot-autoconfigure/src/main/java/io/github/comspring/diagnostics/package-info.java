/**
 * What stops an application as it starts, in words for its developer.
 */
@NullMarked
package io.github.comspring.diagnostics;

import org.jspecify.annotations.NullMarked;
