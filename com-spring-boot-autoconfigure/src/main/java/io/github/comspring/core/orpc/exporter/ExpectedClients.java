package io.github.comspring.core.orpc.exporter;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongPredicate;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.rpc.watch.DeadlineWatch;

/**
 * Clients that were handed references by way of another process, as every activation
 * through a service control manager does. They connect as soon as they have them. If that
 * other process ends it may not have passed them on, and nobody would ever give them
 * back: who has not connected some time later holds nothing. Safe from any thread.
 */
public final class ExpectedClients implements ClientListener, AutoCloseable {

	/** How long from the end of the other process. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Clients clients;

	private final LongPredicate present;

	private final DeadlineWatch watch = new DeadlineWatch(System::nanoTime);

	/** By their numbers. */
	private final ConcurrentMap<Long, Expected> expected = new ConcurrentHashMap<>();

	/**
	 * Creates the clients, of which there are none.
	 * @param clients told of those that have not come
	 * @param present tells of a client whether it has come
	 */
	public ExpectedClients(Clients clients, LongPredicate present) {
		this.clients = clients;
		this.present = present;
		clients.addListener(this);
	}

	/**
	 * Takes notice of references for a client in the answer to the call of this thread.
	 * @param client the client
	 */
	public void add(long client) {
		Caller caller = Caller.current();
		if (caller != null && caller.client() != client) {
			Expected before = this.expected.put(client, new Expected(client, caller.client()));
			if (before != null) {
				this.watch.remove(before);
			}
		}
	}

	/**
	 * Expects a client no more, which is known to be dead.
	 * @param client the client
	 */
	public void remove(long client) {
		Expected known = this.expected.remove(client);
		if (known != null) {
			this.watch.remove(known);
		}
	}

	int size() {
		return this.expected.size();
	}

	@Override
	public void clientGone(long gone) {
		remove(gone);
		for (Expected each : this.expected.values()) {
			if (each.passer == gone) {
				each.dueAt = this.watch.in(PATIENCE);
				this.watch.add(each);
			}
		}
	}

	/**
	 * Expects none of them any more.
	 */
	@Override
	public void close() {
		this.watch.close();
	}

	/**
	 * A client.
	 */
	private final class Expected implements DeadlineWatch.Watched {

		private final long client;

		private final long passer;

		private volatile long dueAt = DeadlineWatch.NEVER;

		Expected(long client, long passer) {
			this.client = client;
			this.passer = passer;
		}

		@Override
		public long dueAt() {
			return this.dueAt;
		}

		/**
		 * What is to be done for a client that has not come may take long.
		 */
		@Override
		public void expire(long now) {
			if (ExpectedClients.this.present.test(this.client)) {
				ExpectedClients.this.expected.remove(this.client, this);
			}
			else {
				BackgroundThread.start("com-lost-client", this::end);
			}
			// Now, as a thread that could not be started is started in the next round
			this.dueAt = DeadlineWatch.NEVER;
			ExpectedClients.this.watch.remove(this);
		}

		private void end() {
			if (ExpectedClients.this.expected.remove(this.client, this)) {
				ExpectedClients.this.clients.gone(this.client);
			}
		}

	}

}
