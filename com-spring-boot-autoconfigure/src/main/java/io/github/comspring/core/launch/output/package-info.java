/**
 * What a launched process writes, on its way to the log: never waited for, and bounded.
 */
@NullMarked
package io.github.comspring.core.launch.output;

import org.jspecify.annotations.NullMarked;
