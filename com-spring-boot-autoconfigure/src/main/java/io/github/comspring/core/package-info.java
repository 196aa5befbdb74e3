/**
 * What all of the runtime stands on: how threads share things, and what there is of time,
 * files and memory.
 */
@NullMarked
package io.github.comspring.core;

import org.jspecify.annotations.NullMarked;
