package io.github.comspring.core.rpc.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

import io.github.comspring.Activation.Origin;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel who is at the other end of a connection: the user for a unix domain
 * socket, for any other the address.
 */
public final class PeerCredentials {

	private PeerCredentials() {
	}

	/**
	 * Returns who is at the other end.
	 * @param channel a connection
	 * @param endpoint where it was accepted
	 * @return the peer, without a name if the kernel does not tell
	 * @throws IOException if the connection broke
	 */
	public static Peer of(SocketChannel channel, Endpoint endpoint) throws IOException {
		if (!(endpoint instanceof UnixEndpoint)) {
			return new Peer(Origin.REMOTE, null, null, address(channel));
		}
		if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
			return new Peer(Origin.LOCAL, null, null);
		}
		UnixDomainPrincipal principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
		return new Peer(Origin.LOCAL, principal.user().getName(), principal.group().getName());
	}

	private static @Nullable String address(SocketChannel channel) throws IOException {
		return (channel.getRemoteAddress() instanceof InetSocketAddress remote) ? remote.getAddress().getHostAddress()
				: null;
	}

}
