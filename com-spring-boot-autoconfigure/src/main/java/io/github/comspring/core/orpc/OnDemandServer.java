package io.github.comspring.core.orpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.apartment.ContextLoader;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Listens once something of this process is to be reached from outside, and not before.
 * Safe from any thread.
 */
final class OnDemandServer implements AutoCloseable {

	private final Supplier<Endpoint> place;

	private final Function<Endpoint, RpcServer> listening;

	/** For the threads that serve: whatever code is the first to need them may go. */
	private final @Nullable ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	/** Guarded by {@code this}. */
	private @Nullable RpcServer server;

	/** Guarded by {@code this}. */
	private final List<RpcServer> further = new ArrayList<>();

	/** Guarded by {@code this}. */
	private boolean closed;

	/**
	 * Creates a server that does not listen yet.
	 * @param place makes the endpoint to listen at, asked once if at all
	 * @param listening starts to listen at an endpoint
	 */
	OnDemandServer(Supplier<Endpoint> place, Function<Endpoint, RpcServer> listening) {
		this.place = place;
		this.listening = listening;
	}

	/**
	 * Returns where this process listens, and starts to listen if it does not yet. Calls
	 * that are under way while it closes can still learn it.
	 * @return the endpoint
	 * @throws ComException {@code RPC_S_SERVER_UNAVAILABLE} if it cannot listen,
	 * {@code RPC_E_DISCONNECTED} if this was closed before it did
	 */
	synchronized Endpoint endpoint() {
		RpcServer present = this.server;
		if (present == null) {
			requireOpen();
			present = listen(this.place.get());
			this.server = present;
		}
		return present.endpoint();
	}

	/**
	 * Listens at a further endpoint, too.
	 * @param endpoint the endpoint
	 * @throws ComException as for {@link #endpoint()}
	 */
	synchronized void listenAt(Endpoint endpoint) {
		requireOpen();
		this.further.add(listen(endpoint));
	}

	/**
	 * Returns all places where this process listens, and starts to listen if it does not
	 * yet.
	 * @return the endpoints, that of {@link #endpoint()} the first
	 * @throws ComException as for {@link #endpoint()}
	 */
	synchronized List<Endpoint> endpoints() {
		List<Endpoint> endpoints = new ArrayList<>(List.of(endpoint()));
		this.further.forEach((each) -> endpoints.add(each.endpoint()));
		return endpoints;
	}

	private RpcServer listen(Endpoint endpoint) {
		ClassLoader before = ContextLoader.replace(this.contextClassLoader);
		try {
			return this.listening.apply(endpoint);
		}
		finally {
			ContextLoader.restore(before);
		}
	}

	private void requireOpen() {
		if (this.closed) {
			throw new ComException(HResult.RPC_E_DISCONNECTED, "This process has closed its object RPC");
		}
	}

	/**
	 * Listens no more, after the calls that are under way.
	 */
	@Override
	public void close() {
		List<RpcServer> present;
		synchronized (this) {
			this.closed = true;
			present = new ArrayList<>(this.further);
			if (this.server != null) {
				present.add(this.server);
			}
		}
		present.forEach(RpcServer::close);
	}

}
