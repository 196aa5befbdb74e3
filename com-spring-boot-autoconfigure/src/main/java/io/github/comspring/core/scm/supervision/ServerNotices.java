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
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Tells server processes what has become of their clients. Each is told by a thread of
 * its own, one thing after the other, so that a server which does not answer holds nobody
 * up and takes no more than that thread. Safe from any thread.
 */
public final class ServerNotices {

	private static final Logger logger = System.getLogger(ServerNotices.class.getName());

	/** What each server is yet to be told. */
	@GuardedBy("this")
	private final Map<RunningServer, Set<Notice>> waiting = new HashMap<>();

	/**
	 * Tells servers of a client that has died, and returns without waiting for them.
	 * @param servers the servers
	 * @param client the number of the client's process
	 */
	public void clientGone(List<RunningServer> servers, long client) {
		servers.forEach((server) -> send(server, new ClientGone(client)));
	}

	/**
	 * Tells a server of a client that did not get what it has handed out, and returns
	 * without waiting for it.
	 * @param server the server
	 * @param client the number of the client's process
	 * @param references what the client was to get
	 */
	public void undelivered(RunningServer server, long client, List<byte @Nullable []> references) {
		send(server, new Undelivered(client, references));
	}

	private void send(RunningServer server, Notice notice) {
		if (add(server, notice)) {
			start(server);
		}
	}

	private synchronized boolean add(RunningServer server, Notice notice) {
		Set<Notice> present = this.waiting.get(server);
		if (present != null) {
			present.add(notice);
			return false;
		}
		this.waiting.put(server, new LinkedHashSet<>(Set.of(notice)));
		return true;
	}

	private void start(RunningServer server) {
		try {
			BackgroundThread.start("com-scm-notice-" + server.pid(), () -> tellAll(server));
		}
		catch (OutOfMemoryError ex) {
			logger.log(Level.WARNING, "The server " + server + " is not told what has become of its clients", ex);
			forget(server);
		}
	}

	private void tellAll(RunningServer server) {
		for (List<Notice> notices = next(server); !notices.isEmpty(); notices = next(server)) {
			notices.forEach((notice) -> tell(server, notice));
		}
	}

	private synchronized List<Notice> next(RunningServer server) {
		Set<Notice> notices = this.waiting.getOrDefault(server, Set.of());
		if (notices.isEmpty()) {
			this.waiting.remove(server);
			return List.of();
		}
		this.waiting.put(server, new LinkedHashSet<>());
		return List.copyOf(notices);
	}

	private synchronized void forget(RunningServer server) {
		this.waiting.remove(server);
	}

	private static void tell(RunningServer server, Notice notice) {
		try {
			notice.tell(server.control());
		}
		catch (RuntimeException | Error ex) {
			FailureLog.log(logger, Level.DEBUG, "The server " + server + " was not told what has become of a client",
					ex);
		}
	}

	/**
	 * What a server is told.
	 */
	private interface Notice {

		void tell(ServerControl server);

	}

	/**
	 * A client that has died.
	 */
	private record ClientGone(long client) implements Notice {

		@Override
		public void tell(ServerControl server) {
			server.clientGone(this.client);
		}

	}

	/**
	 * A client that did not get what it was handed.
	 */
	private record Undelivered(long client, List<byte @Nullable []> references) implements Notice {

		@Override
		public void tell(ServerControl server) {
			server.undelivered(this.client, this.references);
		}

	}

}
