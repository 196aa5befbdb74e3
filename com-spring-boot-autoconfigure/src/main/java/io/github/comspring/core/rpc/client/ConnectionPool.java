package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process to one server, used and idle ones. Safe from any
 * thread.
 */
final class ConnectionPool implements AutoCloseable {

	/** How long a server that has refused a connection is not asked for one. */
	private static final Duration REFUSED = Duration.ofMillis(100);

	private final DeadlineWatch watch;

	private final Set<ClientConnection> connections = new HashSet<>();

	/** The last one used is the first one used again. */
	private final Deque<ClientConnection> idle = new ArrayDeque<>();

	/** The connection that carries no calls. */
	private @Nullable ClientConnection link;

	/**
	 * Until when no more connections are asked for than there are, 0 if the server has
	 * refused none.
	 */
	private long fullUntil;

	/** How many calls wait for an idle one. */
	private int waiting;

	private boolean closed;

	private boolean retired;

	ConnectionPool(DeadlineWatch watch) {
		this.watch = watch;
	}

	/**
	 * Takes an idle connection out. Where the server takes no more connections, a call
	 * that may wait does so for one, those that came before it first.
	 * @param call what it is for
	 * @return the connection, or {@code null} if there is none
	 * @throws InterruptedException if interrupted while it waits
	 */
	@Nullable ClientConnection take(ClientCall call) throws InterruptedException {
		ClientConnection taken = poll(call);
		while (taken != null && taken.isStale()) {
			giveBack(taken, false);
			taken = poll(call);
		}
		return taken;
	}

	private synchronized @Nullable ClientConnection poll(ClientCall call) throws InterruptedException {
		if (call.nested()) {
			return this.idle.pollFirst();
		}
		if (this.idle.size() <= this.waiting + reserved()) {
			awaitIdle(call.deadline());
		}
		return (this.idle.size() > reserved()) ? this.idle.pollFirst() : null;
	}

	/**
	 * Where the server takes no more connections, half of them are for calls that are
	 * part of others: these do not wait, and others may wait for them.
	 */
	private int reserved() {
		return (this.fullUntil > 0) ? carrying() / 2 : 0;
	}

	/**
	 * The lock of the caller is given up meanwhile.
	 */
	private void awaitIdle(long deadline) throws InterruptedException {
		this.waiting++;
		try {
			long left = Math.min(this.fullUntil, deadline) - this.watch.now();
			while (left > 0 && carrying() > 0 && this.idle.size() <= reserved()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
				left = Math.min(this.fullUntil, deadline) - this.watch.now();
			}
		}
		finally {
			this.waiting--;
		}
	}

	/**
	 * Counts the connections that carry calls.
	 */
	private int carrying() {
		return this.connections.size() - ((this.link != null) ? 1 : 0);
	}

	/**
	 * Takes notice that the server takes no more connections for now.
	 * @return whether there is one that carries calls, and can be waited for
	 */
	synchronized boolean refused() {
		this.fullUntil = this.watch.in(REFUSED);
		return carrying() > 0;
	}

	/**
	 * Tells whether it makes no sense to ask for a connection.
	 * @param deadline the deadline of the call
	 * @return whether the server has just refused one and there are others to wait for,
	 * or the call has done so to its deadline
	 */
	synchronized boolean isFull(long deadline) {
		long now = this.watch.now();
		return this.fullUntil > 0 && carrying() > 0 && (now < this.fullUntil || now >= deadline);
	}

	/**
	 * Takes notice that the server takes connections.
	 */
	synchronized void accepted() {
		if (this.fullUntil > 0) {
			this.fullUntil = 0;
			notifyAll();
		}
	}

	/**
	 * Adds a new connection, which is used.
	 * @param connection the connection
	 * @throws ComException {@code RPC_E_DISCONNECTED} if the pool is closed
	 * @throws IOException if it is retired: the server is one of those that have gone
	 */
	synchronized void add(ClientConnection connection) throws IOException {
		if (this.closed) {
			throw new ComException(HResult.RPC_E_DISCONNECTED, "This process has closed its connections");
		}
		if (this.retired) {
			throw new IOException("It has gone");
		}
		this.connections.add(connection);
		this.watch.add(connection);
	}

	/**
	 * Takes back a connection after its use.
	 * @param connection the connection
	 * @param usable whether it can be used again, else it is closed
	 */
	synchronized void giveBack(ClientConnection connection, boolean usable) {
		if (usable && !this.closed && !this.retired) {
			this.idle.addFirst(connection);
			notify();
		}
		else {
			drop(connection);
		}
	}

	/**
	 * Keeps a connection that carries no calls, in place of the one before.
	 * @param connection the connection, which is used
	 */
	synchronized void link(ClientConnection connection) {
		if (this.link != null) {
			drop(this.link);
		}
		this.link = connection;
		if (this.closed || this.retired) {
			drop(connection);
		}
	}

	/**
	 * Tells whether there is a connection that carries no calls, and the server has not
	 * closed it. Called by one thread at a time.
	 * @return whether there is
	 */
	boolean isLinked() {
		ClientConnection kept;
		synchronized (this) {
			kept = this.link;
		}
		return kept != null && !kept.hasEnded();
	}

	/**
	 * Closes the connections that are idle.
	 */
	synchronized void closeIdle() {
		this.idle.forEach(this::drop);
		this.idle.clear();
	}

	private void drop(ClientConnection connection) {
		this.connections.remove(connection);
		this.watch.remove(connection);
		connection.close();
		if (connection.group() != 0) {
			// There may be room for another one
			this.fullUntil = 0;
			notifyAll();
		}
	}

	synchronized boolean isRetired() {
		return this.retired;
	}

	/**
	 * Takes no more connections if there is none.
	 * @return whether it takes no more
	 */
	synchronized boolean retireUnused() {
		this.retired |= this.connections.isEmpty();
		return this.retired;
	}

	/**
	 * Closes the connections that are idle, and the others after their use.
	 */
	synchronized void retire() {
		this.retired = true;
		closeIdle();
		if (this.link != null) {
			drop(this.link);
		}
	}

	/**
	 * Closes all connections; calls that are under way fail.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.idle.clear();
		Set.copyOf(this.connections).forEach(this::drop);
	}

}
