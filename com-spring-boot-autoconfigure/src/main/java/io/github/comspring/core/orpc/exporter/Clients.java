package io.github.comspring.core.orpc.exporter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.comspring.core.FailureLog;

/**
 * The clients of this process, as far as it has to know them. Safe from any thread.
 */
public final class Clients {

	private static final Logger logger = System.getLogger(Clients.class.getName());

	private final ObjectExporter exporter;

	private final Set<Long> kept = ConcurrentHashMap.newKeySet();

	/** The number of the last release of each client that numbers them. */
	private final ConcurrentMap<Long, Long> released = new ConcurrentHashMap<>();

	private final List<ClientListener> listeners = new CopyOnWriteArrayList<>();

	private volatile boolean closed;

	/**
	 * Creates clients, of which there are none.
	 * @param exporter what they hold
	 */
	public Clients(ObjectExporter exporter) {
		this.exporter = exporter;
	}

	/**
	 * Keeps the idle connections of a client for as long as it lives.
	 * @param client the client
	 */
	public void keepConnected(long client) {
		this.kept.add(client);
	}

	/**
	 * Tells whether the idle connections of a client are kept: it holds objects, or shall
	 * be missed when it dies.
	 * @param client the client
	 * @return whether they are
	 */
	public boolean isKept(long client) {
		return this.kept.contains(client) || this.exporter.isHeldBy(client);
	}

	/**
	 * Tells whether a release has not been carried out before: a client that has not got
	 * the answer asks again.
	 * @param client the client
	 * @param number the number of the release, higher than those before, or 0 if it has
	 * none
	 * @return whether it has not
	 */
	boolean isFirst(long client, long number) {
		if (number == 0) {
			return true;
		}
		Long before = this.released.put(client, number);
		return before == null || before < number;
	}

	/**
	 * Has a listener told of clients that have gone.
	 * @param listener the listener
	 */
	public void addListener(ClientListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Takes back what a client held whose last connection was closed.
	 * @param client the client
	 */
	public void gone(long client) {
		this.kept.remove(client);
		this.released.remove(client);
		tell(this.exporter::clientGone, client);
		if (!this.closed) {
			this.listeners.forEach((listener) -> tell(listener, client));
		}
	}

	/**
	 * What fails with one keeps it from none of the others.
	 */
	private static void tell(ClientListener listener, long client) {
		try {
			listener.clientGone(client);
		}
		catch (RuntimeException | Error ex) {
			FailureLog.log(logger, Level.WARNING, "Not all that a client left behind is done away with", ex);
		}
	}

	/**
	 * Tells listeners no more: the clients that are disconnected because this process
	 * closes have not gone, and other processes may go on to serve them.
	 */
	public void close() {
		this.closed = true;
	}

}
