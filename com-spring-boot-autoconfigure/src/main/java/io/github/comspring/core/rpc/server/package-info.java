/**
 * The end that is called: connections, what they are bound to, and calls under way.
 */
@NullMarked
package io.github.comspring.core.rpc.server;

import org.jspecify.annotations.NullMarked;
