package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.PosixFileAttributes;

import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * Whose a socket is, as far as the file system tells.
 */
public final class SocketOwner {

	private SocketOwner() {
	}

	/**
	 * Tells whether a process may say that it listens at an endpoint: what is there is a
	 * socket of its own user. Nobody is sent to the socket of another user by it.
	 * @param endpoint the endpoint
	 * @param peer what the kernel says of the process
	 * @return whether it may; {@code false} where the kernel does not tell its user
	 */
	public static boolean isOf(UnixEndpoint endpoint, Peer peer) {
		try {
			PosixFileAttributes file = Files.readAttributes(endpoint.path(), PosixFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			return file.isOther() && file.owner().getName().equals(peer.user());
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

}
