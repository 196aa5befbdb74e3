/**
 * Where processes listen and who is at the other end: unix domain sockets and TCP.
 */
@NullMarked
package io.github.comspring.core.rpc.transport;

import org.jspecify.annotations.NullMarked;
