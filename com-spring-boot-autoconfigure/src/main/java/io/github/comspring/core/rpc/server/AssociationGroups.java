package io.github.comspring.core.rpc.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a server. A group is open to those alone who are who its first
 * connection was; others get a group of their own. Safe from any thread.
 */
final class AssociationGroups {

	private final Map<Integer, AssociationGroup> groups = new HashMap<>();

	private boolean closed;

	/** A client of a server that was here before must not meet a stranger's number. */
	private final Random ids = new SecureRandom();

	/**
	 * Joins a connection to its client's group.
	 * @param id the group that the client named, 0 for a new one
	 * @param peer who the client is
	 * @param principal who the client has shown to be
	 * @return the group
	 */
	synchronized AssociationGroup join(int id, Peer peer, @Nullable Object principal) {
		AssociationGroup known = this.groups.get(id);
		if (known != null && known.isIdentified() && known.peer().equals(peer)
				&& Objects.equals(known.principal(), principal)) {
			return rejoin(known);
		}
		AssociationGroup fresh = open(peer);
		fresh.identify(principal);
		return fresh;
	}

	/**
	 * Joins a connection whose client has not shown yet who it is.
	 * @param id the group that the client named, 0 for a new one
	 * @param peer who the client is
	 * @return the group, if {@link #identify} agrees in the end
	 */
	synchronized AssociationGroup join(int id, Peer peer) {
		AssociationGroup known = this.groups.get(id);
		if (known != null && known.peer().equals(peer)) {
			return rejoin(known);
		}
		return open(peer);
	}

	private AssociationGroup rejoin(AssociationGroup known) {
		known.count(1);
		notifyAll();
		return known;
	}

	/**
	 * Ends the authentication of a connection that joined without a principal.
	 * @param group the group that it joined
	 * @param principal who the client has shown to be
	 * @return whether the group is the client's
	 */
	synchronized boolean identify(AssociationGroup group, @Nullable Object principal) {
		if (group.isIdentified()) {
			return Objects.equals(group.principal(), principal);
		}
		group.identify(principal);
		return true;
	}

	private AssociationGroup open(Peer peer) {
		int id = this.ids.nextInt();
		while (id == 0 || this.groups.containsKey(id)) {
			id = this.ids.nextInt();
		}
		AssociationGroup fresh = new AssociationGroup(id, peer);
		this.groups.put(id, fresh);
		return fresh;
	}

	/**
	 * Takes a connection out of its group.
	 * @param group the group
	 * @param patience how long the client may take to come back if it was the last one;
	 * this waits for it
	 * @return whether the client is gone, which is told once
	 */
	synchronized boolean leave(AssociationGroup group, Duration patience) {
		if (group.count(-1) > 0 || awaitReturn(group, patience)) {
			return false;
		}
		return this.groups.remove(group.id(), group);
	}

	private boolean awaitReturn(AssociationGroup group, Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		try {
			for (long left = patience.toNanos(); left > 0 && group.count(0) == 0
					&& !this.closed; left = end - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return group.count(0) > 0;
	}

	/**
	 * Waits for no client to come back.
	 */
	synchronized void close() {
		this.closed = true;
		notifyAll();
	}

}
