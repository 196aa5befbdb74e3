/**
 * What goes along with a call of object RPC: who makes it, the chain that it belongs to,
 * how long it may take, and how it failed.
 */
@NullMarked
package io.github.comspring.core.orpc.call;

import org.jspecify.annotations.NullMarked;
