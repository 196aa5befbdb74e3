package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.program.SurrogateArguments;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.Surrogate;
import org.jspecify.annotations.Nullable;

/**
 * A surrogate from its first class to its last within this process, together with its
 * client and what the client sees of a service control manager: what a spare does before
 * it is one, so that nothing is done for the first time when its client comes.
 */
final class SpareRehearsal implements ServerRegistry, AutoCloseable {

	/** How long a call may take. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final String secret = Guid.random().toString();

	private final RehearsalClient client;

	/** One process has one socket in a directory, and here are two. */
	private final SocketDirectory sockets = new SocketDirectory();

	private final SurrogateProcess surrogate;

	/** Where the surrogate listens, once it has said so. */
	private volatile @Nullable Endpoint endpoint;

	private volatile long process;

	/**
	 * Prepares the rehearsal.
	 * @param runtime the jar of the runtime
	 */
	SpareRehearsal(Path runtime) {
		this.client = new RehearsalClient(runtime, PATIENCE);
		this.client.rpc().exportWellKnown(IPID, ServerRegistry.class, this);
		this.surrogate = new SurrogateProcess(this.client.rpc().endpoint(), this.secret, this.sockets::endpoint,
				PATIENCE, PATIENCE);
	}

	/**
	 * Has the client call an object in the surrogate.
	 * @throws IOException if a stream failed on its way
	 */
	void perform() throws IOException {
		this.surrogate.open(new SurrogateArguments(this.client.rpc().endpoint(), null, null));
		this.client.perform(this::activate);
	}

	private Activated activate(ScmRequest request) {
		server(Surrogate.IPID, Surrogate.class).loadDllServer(this.client.hosted());
		ServerControl.Order order = new ServerControl.Order(request.target().coClass().clsid(), request.classObject(),
				request.iids(), request.client());
		return Objects.requireNonNull(server(ServerControl.IPID, ServerControl.class).activate(order));
	}

	private <T> T server(Guid ipid, Class<T> type) {
		return this.client.rpc()
			.wellKnown(Objects.requireNonNull(this.endpoint), this.process, this.secret, ipid, type);
	}

	@Override
	public void announce(Announcement announcement) {
		this.process = Objects.requireNonNull(Caller.current()).client();
		this.endpoint = new UnixEndpoint(Path.of(announcement.endpoint()));
	}

	@Override
	public List<String> publish(String shown, long version, List<PublishedClass> classes, boolean resumed) {
		// The one client knows what it wants
		return List.of();
	}

	@Override
	public void close() throws IOException {
		this.surrogate.close();
		this.client.close();
		this.sockets.close();
	}

}
