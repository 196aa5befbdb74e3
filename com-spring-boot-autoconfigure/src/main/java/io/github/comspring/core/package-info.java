/**
 * What all of the runtime stands on: how threads share things.
 */
@NullMarked
package io.github.comspring.core;

import org.jspecify.annotations.NullMarked;
