/**
 * The end that calls: associations, their connections, and calls on them.
 */
@NullMarked
package io.github.comspring.core.rpc.client;

import org.jspecify.annotations.NullMarked;
