/**
 * The world around a process: what the kernel, a container, a terminal or a cleaner does
 * to an application and to its server processes.
 */
@NullMarked
package io.github.comspring.world;

import org.jspecify.annotations.NullMarked;
