package io.github.comspring.core.orpc.exporter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.orpc.identity.Introduced;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.rpc.watch.DeadlineWatch;

/**
 * Clients whose last connection was lost, which need not have died. One that holds
 * something is looked for where it said that it listens: if nobody does, or another
 * process, it is dead. Any other one keeps what it holds, and is looked for again until
 * it has connected, is dead, or could not be reached for long. Safe from any thread.
 */
public final class LostClients implements AutoCloseable {

	/** How long until a client is looked for again; twice as long each time, */
	private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

	/** and then so long. */
	private static final Duration PAUSE = Duration.ofSeconds(5);

	/** How often in a row it cannot be reached at all before it is taken for dead. */
	private static final int UNREACHABLE = 10;

	private final Introductions introductions;

	private final Clients clients;

	private final LongPredicate connected;

	private final BiFunction<Endpoint, Long, Presence> search;

	private final DeadlineWatch watch = new DeadlineWatch(System::nanoTime);

	private final ConcurrentMap<Long, Lost> lost = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * Creates the clients, of which there are none.
	 * @param introductions where clients listen
	 * @param clients told of those that are dead
	 * @param connected tells whether a client has a connection
	 * @param search looks whether a process is where it listens
	 */
	public LostClients(Introductions introductions, Clients clients, LongPredicate connected,
			BiFunction<Endpoint, Long, Presence> search) {
		this.introductions = introductions;
		this.clients = clients;
		this.connected = connected;
		this.search = search;
	}

	/**
	 * Takes notice that an association has ended. Waits for some seconds at most.
	 * @param introduced the client
	 * @param peer what the kernel said of it
	 */
	public void add(Introduced introduced, Peer peer) {
		long client = introduced.oxid();
		boolean waits = !this.closed && this.clients.isKept(client) && !this.connected.test(client);
		Lost fresh = new Lost(introduced, waits ? this.introductions.listening(introduced, peer) : List.of());
		if (waits) {
			Lost before = this.lost.put(client, fresh);
			if (before != null) {
				this.watch.remove(before);
			}
		}
		if (waits && fresh.mayLive() && !this.closed) {
			this.watch.add(fresh);
		}
		else {
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
	 * Looks for a client no more, which is known to be dead.
	 * @param client the client
	 */
	public void remove(long client) {
		Lost dead = this.lost.get(client);
		if (dead != null) {
			dead.leave();
		}
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

		private volatile Duration pause = FIRST_PAUSE;

		private volatile long dueAt = LostClients.this.watch.in(FIRST_PAUSE);

		private volatile int unreachable;

		Lost(Introduced introduced, List<UnixEndpoint> endpoints) {
			this.introduced = introduced;
			this.endpoints = endpoints;
		}

		/**
		 * Looks for it once.
		 */
		boolean mayLive() {
			boolean possible = false;
			boolean unreachable = false;
			for (UnixEndpoint each : this.endpoints) {
				Presence seen = each.isDeserted() ? Presence.GONE
						: LostClients.this.search.apply(each, this.introduced.oxid());
				possible |= seen == Presence.POSSIBLE;
				unreachable |= seen == Presence.UNREACHABLE;
			}
			this.unreachable = possible ? 0 : this.unreachable + 1;
			return possible || (unreachable && this.unreachable < UNREACHABLE);
		}

		/**
		 * A client that has connected again is another visitor, who holds what this one
		 * held.
		 */
		void leave() {
			LostClients.this.watch.remove(this);
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

		/**
		 * To look for it may take long, and so may what is to be done when it is dead.
		 */
		@Override
		public void expire(long now) {
			this.dueAt = DeadlineWatch.NEVER;
			try {
				BackgroundThread.start("com-lost-client", this::lookAgain);
			}
			catch (OutOfMemoryError ex) {
				this.dueAt = LostClients.this.watch.in(PAUSE);
				throw ex;
			}
		}

		private void lookAgain() {
			if (LostClients.this.closed) {
				return;
			}
			if (LostClients.this.connected.test(this.introduced.oxid()) || !mayLive()) {
				leave();
				return;
			}
			Duration twice = this.pause.multipliedBy(2);
			this.pause = (twice.compareTo(PAUSE) < 0) ? twice : PAUSE;
			this.dueAt = LostClients.this.watch.in(this.pause);
			LostClients.this.watch.noticed(this.dueAt);
		}

	}

}
