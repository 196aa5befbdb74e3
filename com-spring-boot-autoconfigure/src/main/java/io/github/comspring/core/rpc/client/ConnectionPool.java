package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process to one server, used and idle ones. Safe from any
 * thread.
 */
final class ConnectionPool implements AutoCloseable {

	private final DeadlineWatch watch;

	private final Set<ClientConnection> connections = new HashSet<>();

	/** The last one used is the first one used again. */
	private final Deque<ClientConnection> idle = new ArrayDeque<>();

	/** The connection that carries no calls. */
	private @Nullable ClientConnection link;

	private boolean closed;

	private boolean retired;

	ConnectionPool(DeadlineWatch watch) {
		this.watch = watch;
	}

	/**
	 * Takes an idle connection out.
	 * @return the connection, or {@code null} if there is none
	 */
	@Nullable ClientConnection take() {
		ClientConnection taken = poll();
		while (taken != null && taken.isStale()) {
			giveBack(taken, false);
			taken = poll();
		}
		return taken;
	}

	private synchronized @Nullable ClientConnection poll() {
		return this.idle.pollFirst();
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
