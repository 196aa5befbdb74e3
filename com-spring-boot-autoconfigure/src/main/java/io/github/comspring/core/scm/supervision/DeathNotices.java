package io.github.comspring.core.scm.supervision;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.scm.table.RunningServer;

/**
 * Tells server processes of clients that have died. Each is told by a thread of its own,
 * of one client after the other, so that a server which does not answer holds nobody up
 * and takes no more than that thread. Safe from any thread.
 */
public final class DeathNotices {

	private static final Logger logger = System.getLogger(DeathNotices.class.getName());

	/** The clients that each server is yet to be told of. */
	@GuardedBy("this")
	private final Map<RunningServer, Set<Long>> waiting = new HashMap<>();

	/**
	 * Tells servers of a client, and returns without waiting for them.
	 * @param servers the servers
	 * @param client the number of the client's process
	 */
	public void send(List<RunningServer> servers, long client) {
		for (RunningServer server : servers) {
			if (add(server, client)) {
				start(server);
			}
		}
	}

	private synchronized boolean add(RunningServer server, long client) {
		Set<Long> present = this.waiting.get(server);
		if (present != null) {
			present.add(client);
			return false;
		}
		this.waiting.put(server, new LinkedHashSet<>(Set.of(client)));
		return true;
	}

	private void start(RunningServer server) {
		try {
			BackgroundThread.start("com-scm-notice-" + server.pid(), () -> tellAll(server));
		}
		catch (OutOfMemoryError ex) {
			logger.log(Level.WARNING, "The server " + server + " is not told of clients that died", ex);
			forget(server);
		}
	}

	private void tellAll(RunningServer server) {
		for (List<Long> clients = next(server); !clients.isEmpty(); clients = next(server)) {
			clients.forEach((client) -> tell(server, client));
		}
	}

	private synchronized List<Long> next(RunningServer server) {
		Set<Long> clients = this.waiting.getOrDefault(server, Set.of());
		if (clients.isEmpty()) {
			this.waiting.remove(server);
			return List.of();
		}
		this.waiting.put(server, new LinkedHashSet<>());
		return List.copyOf(clients);
	}

	private synchronized void forget(RunningServer server) {
		this.waiting.remove(server);
	}

	private static void tell(RunningServer server, long client) {
		try {
			server.control().clientGone(client);
		}
		catch (RuntimeException | Error ex) {
			FailureLog.log(logger, Level.DEBUG, "The server " + server + " was not told of a client that died", ex);
		}
	}

}
