package io.github.comspring.core.scm.supervision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.comspring.core.scm.protocol.ServerEnds;
import io.github.comspring.core.scm.table.RunningServer;

/**
 * The server processes that clients have got something from, those that have ended
 * included: a client asks how its server ended only once it has. The oldest are
 * forgotten. Safe from any thread.
 */
public final class RecentServers implements ServerEnds {

	private static final int REMEMBERED = 256;

	/** By number, in the order of their first clients; guarded by {@code this}. */
	private final Map<Long, RunningServer> servers = new LinkedHashMap<>();

	/**
	 * Remembers a server.
	 * @param server the server
	 */
	public synchronized void add(RunningServer server) {
		if (this.servers.putIfAbsent(server.oxid(), server) == null && this.servers.size() > REMEMBERED) {
			this.servers.remove(this.servers.keySet().iterator().next());
		}
	}

	@Override
	public Optional<String> name(long server) {
		return find(server).map(RunningServer::toString);
	}

	@Override
	public Optional<String> end(long server) {
		return find(server).map(ServerDeath::describe);
	}

	private synchronized Optional<RunningServer> find(long oxid) {
		return Optional.ofNullable(this.servers.get(oxid));
	}

}
