package io.github.comspring.core.rpc.server;

import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * One client of a server with the number of its connections, which
 * {@link AssociationGroups} guards.
 */
final class AssociationGroup implements Association {

	private final int id;

	private final Peer peer;

	private volatile @Nullable Object principal;

	/** Whether the principal is known. */
	@GuardedBy("AssociationGroups")
	private boolean identified;

	@GuardedBy("AssociationGroups")
	private int connections = 1;

	/** How many of them have carried a call. */
	@GuardedBy("AssociationGroups")
	private int callers;

	AssociationGroup(int id, Peer peer) {
		this.id = id;
		this.peer = peer;
	}

	@Override
	public int id() {
		return this.id;
	}

	@Override
	public Peer peer() {
		return this.peer;
	}

	@Override
	public @Nullable Object principal() {
		return this.principal;
	}

	boolean isIdentified() {
		return this.identified;
	}

	/**
	 * Sets who the client is.
	 * @param shown who it has shown to be, or {@code null} if it did not authenticate
	 */
	void identify(@Nullable Object shown) {
		this.principal = shown;
		this.identified = true;
	}

	/**
	 * Counts a connection that comes or goes.
	 * @param change 1 or -1, or 0 to count only
	 * @return how many there are
	 */
	int count(int change) {
		this.connections += change;
		return this.connections;
	}

	/**
	 * Counts a connection that carries its first call, or goes after it has.
	 * @param change 1 or -1, or 0 to count only
	 * @return how many there are
	 */
	int countCallers(int change) {
		this.callers += change;
		return this.callers;
	}

	@Override
	public String toString() {
		return "client " + Integer.toHexString(this.id)
				+ ((this.peer.user() != null) ? " of user " + this.peer.user() : "");
	}

}
