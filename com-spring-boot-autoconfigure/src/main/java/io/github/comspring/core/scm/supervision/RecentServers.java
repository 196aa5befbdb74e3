package io.github.comspring.core.scm.supervision;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.scm.protocol.ServerEnds;
import io.github.comspring.core.scm.table.RunningServer;

/**
 * The server processes that clients have got something from, those that have ended
 * included: a client asks how its server ended only once it has. The oldest are
 * forgotten. Safe from any thread.
 */
public final class RecentServers implements ServerEnds {

	private static final int REMEMBERED = 256;

	/** By number, in the order of their first clients. */
	@GuardedBy("this")
	private final Map<Long, Served> servers = new LinkedHashMap<>();

	/**
	 * Remembers a server.
	 * @param server the server
	 * @param client who got something from it
	 */
	public synchronized void add(RunningServer server, long client) {
		this.servers.computeIfAbsent(server.oxid(), (fresh) -> new Served(server, new HashSet<>())).clients.add(client);
		if (this.servers.size() > REMEMBERED) {
			this.servers.remove(this.servers.keySet().iterator().next());
		}
	}

	/**
	 * Forgets a client.
	 * @param client the client, which has gone
	 */
	public synchronized void clientGone(long client) {
		this.servers.values().forEach((each) -> each.clients.remove(client));
	}

	/**
	 * Tells whether a process has got something from a server by way of this one.
	 * @param client the process
	 * @param server the server
	 * @return whether it has, and the server is remembered
	 */
	public synchronized boolean isClient(long client, long server) {
		Served served = this.servers.get(server);
		return served != null && served.clients.contains(client);
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
		return Optional.ofNullable(this.servers.get(oxid)).map(Served::server);
	}

	/**
	 * A server and its clients.
	 *
	 * @param server the server
	 * @param clients the numbers of their processes
	 */
	private record Served(RunningServer server, Set<Long> clients) {
	}

}
