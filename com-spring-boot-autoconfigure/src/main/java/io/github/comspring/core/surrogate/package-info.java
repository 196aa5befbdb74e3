/**
 * The built-in surrogate: a process without Spring that hosts in-process servers for
 * clients in other processes.
 */
@NullMarked
package io.github.comspring.core.surrogate;

import org.jspecify.annotations.NullMarked;
