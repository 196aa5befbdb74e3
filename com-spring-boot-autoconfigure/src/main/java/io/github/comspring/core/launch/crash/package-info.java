/**
 * What is left of a launched process that has failed: reports, dumps and core files,
 * where they are kept, and what can be read in them.
 */
@NullMarked
package io.github.comspring.core.launch.crash;

import org.jspecify.annotations.NullMarked;
