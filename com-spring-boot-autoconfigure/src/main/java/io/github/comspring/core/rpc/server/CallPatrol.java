package io.github.comspring.core.rpc.server;

import java.time.Duration;

import io.github.comspring.core.rpc.watch.DeadlineWatch;

/**
 * Looks now and then whether the callers of calls that take long are still there: a
 * connection's own thread is busy in the call and cannot see it. Short calls end between
 * two rounds and are never looked at; without any calls there are no rounds. Safe from
 * any thread.
 */
final class CallPatrol implements DeadlineWatch.Watched {

	private static final Duration ROUND = Duration.ofMillis(200);

	private final DeadlineWatch watch;

	private final ServerConnections connections;

	private volatile long dueAt = DeadlineWatch.NEVER;

	/**
	 * Creates a patrol that makes no rounds yet.
	 * @param watch has it make its rounds
	 * @param connections what it looks after
	 */
	CallPatrol(DeadlineWatch watch, ServerConnections connections) {
		this.watch = watch;
		this.connections = connections;
	}

	/**
	 * Takes notice that a call begins, after its connection has made that known. Costs
	 * one read while rounds are made.
	 */
	void noticed() {
		if (this.dueAt == DeadlineWatch.NEVER) {
			long due = this.watch.in(ROUND);
			this.dueAt = due;
			this.watch.noticed(due);
		}
	}

	@Override
	public long dueAt() {
		return this.dueAt;
	}

	@Override
	public void expire(long now) {
		// Whoever begins a call during the round asks for another one
		this.dueAt = DeadlineWatch.NEVER;
		boolean busy = false;
		for (ServerConnection each : this.connections.list()) {
			busy |= each.calls().patrol();
		}
		if (busy) {
			this.dueAt = this.watch.in(ROUND);
		}
	}

}
