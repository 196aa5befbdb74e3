package io.github.comspring.core.rpc.server;

import java.util.Objects;

import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for what a connection uses up: the process that it has shown to be, or else
 * all together that the kernel knows no more of than that they are the same user's.
 */
final class Payer {

	private final Peer peer;

	private final @Nullable Object principal;

	/**
	 * Creates a payer.
	 * @param peer what the kernel says
	 * @param principal who it has shown to be with a security context, or {@code null}
	 */
	Payer(Peer peer, @Nullable Object principal) {
		this.peer = peer;
		this.principal = principal;
	}

	@Nullable Object principal() {
		return this.principal;
	}

	/**
	 * Tells whether nobody has introduced it.
	 */
	boolean isStranger() {
		return this.principal == null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Payer that && this.peer.origin() == that.peer.origin()
				&& Objects.equals(this.peer.user(), that.peer.user()) && Objects.equals(this.principal, that.principal);
	}

	/**
	 * Asks no record for its generated one, which a JVM that has just started takes long
	 * to link.
	 */
	@Override
	public int hashCode() {
		return Objects.hashCode(this.peer.user()) + (isStranger() ? 0 : 1);
	}

	@Override
	public String toString() {
		return this.peer + (isStranger() ? ", which has not introduced itself" : "");
	}

}
