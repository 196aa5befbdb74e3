package io.github.comspring.core.rpc.server;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What each peer uses up of this process, at all endpoints where it listens. A connection
 * is on nobody's account until it binds: those that do not are bounded among themselves,
 * so that they take no room from peers that are known. Safe from any thread.
 */
public final class PeerAccounts {

	private final RpcLimits limits;

	private final RpcLimits ofStrangers;

	private final AtomicLong memory = new AtomicLong();

	/** The oldest one first. */
	@GuardedBy("this")
	private final Set<ServerConnection> halfOpen = new LinkedHashSet<>();

	@GuardedBy("this")
	private final Map<Payer, PeerAccount> accounts = new HashMap<>();

	/** How many connections are on an account. */
	@GuardedBy("this")
	private int served;

	/**
	 * Opens the accounts of a process that has no peers yet.
	 * @param limits what they may use up
	 */
	public PeerAccounts(RpcLimits limits) {
		this.limits = limits;
		this.ofStrangers = limits.forStrangers();
	}

	RpcLimits limits() {
		return this.limits;
	}

	/**
	 * Returns the limits for the messages of a peer.
	 */
	RpcLimits limits(PeerAccount account) {
		return account.payer().isStranger() ? this.ofStrangers : this.limits;
	}

	/**
	 * Returns how much memory the requests that are under way take.
	 * @return the number of bytes, without what each connection has for small ones
	 */
	long requestMemory() {
		return this.memory.get();
	}

	/**
	 * Takes notice of a connection that has not bound.
	 * @param connection the connection
	 * @return the one that has to go in its place, or {@code null} if there is room: the
	 * oldest of the user that has most
	 */
	synchronized @Nullable ServerConnection connected(ServerConnection connection) {
		ServerConnection given = (this.halfOpen.size() < this.limits.budgets().strangers()) ? null : oldest();
		this.halfOpen.remove(given);
		this.halfOpen.add(connection);
		return given;
	}

	private ServerConnection oldest() {
		Map<Peer, Long> counts = this.halfOpen.stream()
			.collect(Collectors.groupingBy(ServerConnection::peer, Collectors.counting()));
		long most = counts.values().stream().max(Comparator.naturalOrder()).orElseThrow();
		return this.halfOpen.stream().filter((each) -> counts.get(each.peer()) == most).findFirst().orElseThrow();
	}

	/**
	 * Puts a connection on the account of who it has shown to be. If the process has no
	 * room for more, it takes the place of an idle one of the peer that has most.
	 * @param connection the connection
	 * @param payer who pays for it
	 * @param waiting how many connections it may have beyond its own, as calls of this
	 * process wait for it
	 * @return the account, or {@code null} if there is no room for it
	 */
	@Nullable PeerAccount admit(ServerConnection connection, Payer payer, int waiting) {
		PeerAccount account = addIfRoom(connection, payer, waiting);
		while (account == null) {
			if (!stopOneOf(ofOthers(payer, waiting))) {
				return null;
			}
			account = addIfRoom(connection, payer, waiting);
		}
		return account;
	}

	private synchronized @Nullable PeerAccount addIfRoom(ServerConnection connection, Payer payer, int waiting) {
		PeerAccount known = this.accounts.get(payer);
		PeerAccount account = (known != null) ? known : new PeerAccount(payer, this.limits.budgets(), this.memory);
		if (account.isFull(waiting) || this.served >= this.limits.connections()) {
			return null;
		}
		this.halfOpen.remove(connection);
		this.accounts.put(payer, account);
		account.add(connection);
		this.served++;
		return account;
	}

	/**
	 * Closes an idle connection of the peer that has most, since the process lacks what
	 * another one takes.
	 */
	void makeRoom() {
		stopOneOf(ofOthers(null, 0));
	}

	private boolean stopOneOf(List<ServerConnection> candidates) {
		for (ServerConnection each : candidates) {
			if (each.isSpare()) {
				leave(each);
				each.stop();
				return true;
			}
		}
		return false;
	}

	/**
	 * Lists, to have an idle one closed, the connections of those peers that have more
	 * than the one that is in need of room, of the one that has most first; none if that
	 * is at its own limit.
	 */
	private synchronized List<ServerConnection> ofOthers(@Nullable Payer inNeed, int waiting) {
		PeerAccount own = (inNeed != null) ? this.accounts.get(inNeed) : null;
		int least = (own != null) ? own.connections() : 0;
		if (own != null && own.isFull(waiting)) {
			return List.of();
		}
		return this.accounts.values()
			.stream()
			.filter((account) -> account.connections() > least)
			.sorted(Comparator.comparingInt(PeerAccount::connections).reversed())
			.flatMap((account) -> account.list().stream())
			.toList();
	}

	/**
	 * Takes a connection out that has ended or is about to.
	 * @param connection the connection
	 */
	synchronized void leave(ServerConnection connection) {
		this.halfOpen.remove(connection);
		PeerAccount account = connection.account();
		if (account == null || !account.remove(connection)) {
			return;
		}
		this.served--;
		if (account.connections() == 0) {
			this.accounts.remove(account.payer(), account);
		}
	}

}
