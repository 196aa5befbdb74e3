package io.github.comspring.core.scm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * Launches servers in this JVM, which is faster than a process by far.
 *
 * @param launched what was launched, the oldest first
 * @param numbers numbers them
 * @param main what each does in a thread of its own
 */
record NearbyServers(List<NearbyServer> launched, AtomicLong numbers,
		Consumer<NearbyServer> main) implements ServerLauncher {

	private static final String ENDPOINT = "--comspring.scm.endpoint=";

	static NearbyServers of(Consumer<NearbyServer> main) {
		return new NearbyServers(new CopyOnWriteArrayList<>(), new AtomicLong(), main);
	}

	@Override
	public NearbyServer launch(LaunchRequest request) {
		String endpoint = request.command()
			.stream()
			.filter((each) -> each.startsWith(ENDPOINT))
			.findFirst()
			.orElseThrow()
			.substring(ENDPOINT.length());
		NearbyServer server = new NearbyServer(this.numbers.incrementAndGet(), Endpoint.parse(endpoint),
				request.secret());
		this.launched.add(server);
		Thread thread = new Thread(() -> this.main.accept(server), "com-nearby-server-" + server.pid());
		thread.setDaemon(true);
		thread.start();
		return server;
	}

}
