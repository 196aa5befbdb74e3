package io.github.comspring.core.orpc.exporter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongPredicate;

import io.github.comspring.core.orpc.identity.Introduced;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.rpc.watch.DeadlineWatch;

/**
 * Clients whose last connection was lost, which need not have died: code that interrupts
 * whatever thread it finds closes connections, too. One that surely listens no more,
 * where it said that it does, is dead. Any other one keeps what it holds, and is looked
 * after until it has connected again or is dead. Safe from any thread.
 */
public final class LostClients implements AutoCloseable {

	/** How long between two looks at a client that does not come back. */
	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final Introductions introductions;

	private final Clients clients;

	private final LongPredicate connected;

	private final DeadlineWatch watch = new DeadlineWatch(System::nanoTime);

	private final ConcurrentMap<Long, Lost> lost = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * Creates the clients, of which there are none.
	 * @param introductions where clients listen
	 * @param clients told of those that are dead
	 * @param connected tells whether a client has a connection
	 */
	public LostClients(Introductions introductions, Clients clients, LongPredicate connected) {
		this.introductions = introductions;
		this.clients = clients;
		this.connected = connected;
	}

	/**
	 * Takes notice that an association has ended.
	 * @param introduced the client
	 * @param peer what the kernel said of it
	 */
	public void add(Introduced introduced, Peer peer) {
		long client = introduced.oxid();
		boolean waits = !this.closed && this.clients.isKept(client) && !this.connected.test(client);
		Lost fresh = new Lost(introduced, waits ? this.introductions.listening(introduced, peer) : List.of());
		if (!waits || !fresh.mayLive()) {
			fresh.leave();
			return;
		}
		Lost before = this.lost.put(client, fresh);
		if (before != null) {
			this.watch.remove(before);
		}
		this.watch.add(fresh);
		if (this.closed) {
			fresh.leave();
		}
	}

	/**
	 * Tells whether a client that has no connection is not known to have died.
	 * @param client the client
	 * @return whether it may come back
	 */
	public boolean has(long client) {
		return this.lost.containsKey(client);
	}

	/**
	 * Waits for none of them any more.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.watch.close();
	}

	/**
	 * One client.
	 */
	private final class Lost implements DeadlineWatch.Watched {

		private final Introduced introduced;

		private final List<UnixEndpoint> endpoints;

		private volatile long dueAt = LostClients.this.watch.in(PAUSE);

		Lost(Introduced introduced, List<UnixEndpoint> endpoints) {
			this.introduced = introduced;
			this.endpoints = endpoints;
		}

		boolean mayLive() {
			return this.endpoints.stream().anyMatch((each) -> !each.isDeserted());
		}

		/**
		 * A client that has connected again is another visitor, who holds what this one
		 * held.
		 */
		void leave() {
			LostClients.this.lost.remove(this.introduced.oxid(), this);
			LostClients.this.introductions.visitors().left(this.introduced);
			if (!LostClients.this.connected.test(this.introduced.oxid())) {
				LostClients.this.clients.gone(this.introduced.oxid());
			}
		}

		@Override
		public long dueAt() {
			return this.dueAt;
		}

		@Override
		public void expire(long now) {
			this.dueAt = LostClients.this.watch.in(PAUSE);
			if (!LostClients.this.connected.test(this.introduced.oxid()) && mayLive()) {
				return;
			}
			// It may take long until all has been told that the client has gone
			Thread leaving = new Thread(null, this::leave, "com-client-gone", 0, false);
			leaving.setDaemon(true);
			leaving.setContextClassLoader(LostClients.class.getClassLoader());
			leaving.start();
			LostClients.this.watch.remove(this);
		}

	}

}
