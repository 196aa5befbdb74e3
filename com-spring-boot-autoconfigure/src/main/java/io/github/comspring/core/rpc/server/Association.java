package io.github.comspring.core.rpc.server;

import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * One client of a server: the connections that share an association group. It ends with
 * the last of them. Two are equal if they are the same.
 */
public interface Association {

	/**
	 * Returns the number of the association group.
	 * @return the number, never zero
	 */
	int id();

	/**
	 * Returns who the client is, as far as the kernel tells.
	 * @return the peer of the association's first connection
	 */
	Peer peer();

	/**
	 * Returns who the client has shown to be with a security context, on the connection
	 * that opened the association.
	 * @return what {@link SecurityContext#principal()} returned, or {@code null} if the
	 * client did not authenticate
	 */
	@Nullable Object principal();

}
