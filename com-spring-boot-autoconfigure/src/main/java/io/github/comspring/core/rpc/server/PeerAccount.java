package io.github.comspring.core.rpc.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcFault;

/**
 * What one peer uses up. Safe from any thread but for its connections.
 */
final class PeerAccount {

	private final Payer payer;

	private final PeerBudgets budgets;

	/** The memory of the requests of all peers. */
	private final AtomicLong memoryOfAll;

	private final AtomicLong memory = new AtomicLong();

	private final AtomicInteger calls = new AtomicInteger();

	/** The oldest one first. */
	@GuardedBy("PeerAccounts")
	private final Set<ServerConnection> connections = new LinkedHashSet<>();

	PeerAccount(Payer payer, PeerBudgets budgets, AtomicLong memoryOfAll) {
		this.payer = payer;
		this.budgets = budgets;
		this.memoryOfAll = memoryOfAll;
	}

	Payer payer() {
		return this.payer;
	}

	/**
	 * Tells whether the peer has as many connections as it may.
	 * @param waiting how many more it has for calls that this process waits for
	 */
	boolean isFull(int waiting) {
		int limit = this.payer.isStranger() ? this.budgets.strangers() : this.budgets.connections();
		return this.connections.size() - waiting >= limit;
	}

	boolean add(ServerConnection connection) {
		return this.connections.add(connection);
	}

	boolean remove(ServerConnection connection) {
		return this.connections.remove(connection);
	}

	int connections() {
		return this.connections.size();
	}

	List<ServerConnection> list() {
		return List.copyOf(this.connections);
	}

	/**
	 * Begins a call.
	 * @throws RpcFault with {@code RPC_S_SERVER_TOO_BUSY} if as many are under way as may
	 * be
	 */
	void beginCall() {
		if (this.calls.incrementAndGet() > this.budgets.calls()) {
			endCall();
			throw new RpcFault(RpcFault.TOO_BUSY, "It has more calls under way than the " + this.budgets.calls()
					+ " of comspring.rpc.per-peer.max-calls");
		}
	}

	void endCall() {
		this.calls.decrementAndGet();
	}

	/**
	 * Takes memory for a request.
	 * @param bytes how much
	 * @return whether there was so much; if not, nothing was taken
	 */
	boolean take(int bytes) {
		if (!take(this.memory, bytes, this.budgets.memoryOfPeer())) {
			return false;
		}
		if (!take(this.memoryOfAll, bytes, this.budgets.memory())) {
			this.memory.addAndGet(-bytes);
			return false;
		}
		return true;
	}

	private static boolean take(AtomicLong used, int bytes, long limit) {
		long before = used.get();
		while (bytes <= limit - before) {
			if (used.compareAndSet(before, before + bytes)) {
				return true;
			}
			before = used.get();
		}
		return false;
	}

	void give(int bytes) {
		this.memory.addAndGet(-bytes);
		this.memoryOfAll.addAndGet(-bytes);
	}

}
