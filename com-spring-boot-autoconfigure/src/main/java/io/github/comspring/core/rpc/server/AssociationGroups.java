package io.github.comspring.core.rpc.server;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a server. A group is open to those alone who are who its first
 * connection was. Safe from any thread.
 */
final class AssociationGroups {

	private final Map<Integer, AssociationGroup> groups = new HashMap<>();

	/** A client of a server that was here before must not meet a stranger's number. */
	private final Random ids = new SecureRandom();

	/**
	 * Joins a connection to its client's group.
	 * @param id the group that the client named, 0 for a new one
	 * @param peer who the client is
	 * @param principal who the client has shown to be
	 * @return the group, or {@code null} if the client has no such group
	 */
	synchronized @Nullable AssociationGroup join(int id, Peer peer, @Nullable Object principal) {
		if (id == 0) {
			AssociationGroup fresh = open(peer);
			fresh.identify(principal);
			return fresh;
		}
		AssociationGroup known = this.groups.get(id);
		boolean own = known != null && known.isIdentified() && known.peer().equals(peer)
				&& Objects.equals(known.principal(), principal);
		return own ? rejoin(known) : null;
	}

	/**
	 * Joins a connection whose client has not shown yet who it is.
	 * @param id the group that the client named, 0 for a new one
	 * @param peer who the client is
	 * @return the group, if {@link #identify} agrees in the end, or {@code null} if there
	 * is no such group
	 */
	synchronized @Nullable AssociationGroup join(int id, Peer peer) {
		if (id == 0) {
			return open(peer);
		}
		AssociationGroup known = this.groups.get(id);
		return (known != null && known.peer().equals(peer)) ? rejoin(known) : null;
	}

	private AssociationGroup rejoin(AssociationGroup known) {
		known.count(1);
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

	/**
	 * Tells whether a client is connected.
	 * @param principal tells of who a client has shown to be whether it is the one
	 * @return whether there is one
	 */
	synchronized boolean has(Predicate<@Nullable Object> principal) {
		return this.groups.values()
			.stream()
			.anyMatch((group) -> group.isIdentified() && principal.test(group.principal()));
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
	 * Takes notice that a connection carries its first call.
	 * @param group its client
	 */
	synchronized void called(AssociationGroup group) {
		group.countCallers(1);
	}

	/**
	 * Tells whether an idle connection can be closed without its client being taken for
	 * dead. A client has one connection without calls by which it is known to live, which
	 * stays as long as there are others, and needs no second one; a client that has none
	 * of the kind does not lose what it holds.
	 * @param group the client
	 * @param called whether the connection has ever carried a call
	 * @param held whether the server holds anything for the client
	 * @return whether it is not needed
	 */
	synchronized boolean canSpare(AssociationGroup group, boolean called, boolean held) {
		int links = group.count(0) - group.countCallers(0);
		return called ? !held || links > 0 : links > 1 || !held && group.count(0) == 1;
	}

	/**
	 * Takes a connection out of its group.
	 * @param group the group
	 * @param called whether it has ever carried a call
	 * @return whether it was the last one: the client is gone
	 */
	synchronized boolean leave(AssociationGroup group, boolean called) {
		group.countCallers(called ? -1 : 0);
		return group.count(-1) == 0 && this.groups.remove(group.id(), group);
	}

}
