package io.github.comspring.core.scm.supervision;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.core.scm.table.RunningServer;

/**
 * Tells server processes of clients that have died. Each is told by a thread of its own,
 * so that a server which does not answer holds nobody up.
 */
public final class DeathNotices {

	private static final Logger logger = System.getLogger(DeathNotices.class.getName());

	private DeathNotices() {
	}

	/**
	 * Tells servers of a client, and returns without waiting for them.
	 * @param servers the servers
	 * @param client the number of the client's process
	 */
	public static void send(List<RunningServer> servers, long client) {
		for (RunningServer server : servers) {
			Thread thread = new Thread(() -> tell(server, client), "com-scm-notice-" + server.pid());
			thread.setDaemon(true);
			thread.start();
		}
	}

	private static void tell(RunningServer server, long client) {
		try {
			server.control().clientGone(client);
		}
		catch (ComException ex) {
			logger.log(Level.DEBUG, "The server {0} was not told of a client that died: {1}", server, ex.getMessage());
		}
	}

}
