/**
 * Who a process is to another one: its number, and the proof of who it is.
 */
@NullMarked
package io.github.comspring.core.orpc.identity;

import org.jspecify.annotations.NullMarked;
