package io.github.comspring.core.rpc.transport;

import io.github.comspring.Activation.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, as far as the kernel tells.
 *
 * @param origin {@link Origin#LOCAL} for a unix domain socket, {@link Origin#REMOTE} for
 * anything that could come from another machine
 * @param user the operating-system user, or {@code null} where the kernel does not tell
 * @param group the user's primary group, or {@code null} where the kernel does not tell
 * @param address the network address without the port, or {@code null} for a unix domain
 * socket
 */
public record Peer(Origin origin, @Nullable String user, @Nullable String group, @Nullable String address) {

	/**
	 * Creates a peer without a network address.
	 * @param origin where it is
	 * @param user the operating-system user, or {@code null}
	 * @param group the user's primary group, or {@code null}
	 */
	public Peer(Origin origin, @Nullable String user, @Nullable String group) {
		this(origin, user, group, null);
	}

	/**
	 * Names the peer for people, such as {@code a process of ann} or
	 * {@code a process at 192.0.2.1}.
	 */
	@Override
	public String toString() {
		if (this.address != null) {
			return "a process at " + this.address;
		}
		String machine = (this.origin == Origin.REMOTE) ? "another machine" : "this machine";
		return "a process " + ((this.user != null) ? "of " + this.user : "on " + machine);
	}

}
