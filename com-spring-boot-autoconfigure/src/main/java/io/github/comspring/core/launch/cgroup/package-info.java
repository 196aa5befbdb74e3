/**
 * Control groups of Linux (version 2): one for each server process of an application that
 * asks for it, where a tree of them is delegated to this process.
 */
@NullMarked
package io.github.comspring.core.launch.cgroup;

import org.jspecify.annotations.NullMarked;
