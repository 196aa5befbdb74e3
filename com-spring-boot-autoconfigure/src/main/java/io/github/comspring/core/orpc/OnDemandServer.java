package io.github.comspring.core.orpc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.SingleFlight;
import io.github.comspring.core.apartment.ContextLoader;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.ListeningPlace;
import org.jspecify.annotations.Nullable;

/**
 * Listens once something of this process is to be reached from outside, and not before.
 * Safe from any thread.
 */
final class OnDemandServer implements AutoCloseable {

	private final Supplier<Endpoint> place;

	private final Function<ListeningPlace, RpcServer> listening;

	/** For the threads that serve: whatever code is the first to need them may go. */
	private final @Nullable ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	private final SingleFlight<RpcServer> starting = new SingleFlight<>("the start of object RPC");

	private volatile @Nullable RpcServer server;

	private final List<RpcServer> further = new CopyOnWriteArrayList<>();

	private volatile boolean closed;

	/**
	 * Creates a server that does not listen yet.
	 * @param place makes the endpoint to listen at, asked when it is needed
	 * @param listening starts to listen at a place
	 */
	OnDemandServer(Supplier<Endpoint> place, Function<ListeningPlace, RpcServer> listening) {
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
	Endpoint endpoint() {
		RpcServer present = this.server;
		return ((present != null) ? present : this.starting.join(this::start)).endpoint();
	}

	private RpcServer start() {
		RpcServer present = this.server;
		if (present != null) {
			return present;
		}
		requireOpen();
		RpcServer started = listen(this.place::get);
		this.server = started;
		if (this.closed) {
			this.server = null;
			started.close();
			requireOpen();
		}
		return started;
	}

	/**
	 * Listens at a further place, too.
	 * @param further the place
	 * @throws ComException as for {@link #endpoint()}
	 */
	void listenAt(ListeningPlace further) {
		requireOpen();
		RpcServer started = listen(further);
		this.further.add(started);
		if (this.closed) {
			started.close();
			requireOpen();
		}
	}

	/**
	 * Returns all places where this process listens, and starts to listen if it does not
	 * yet.
	 * @return the endpoints, that of {@link #endpoint()} the first
	 * @throws ComException as for {@link #endpoint()}
	 */
	List<Endpoint> endpoints() {
		Endpoint first = endpoint();
		if (this.further.isEmpty()) {
			return List.of(first);
		}
		List<Endpoint> endpoints = new ArrayList<>(List.of(first));
		this.further.forEach((each) -> endpoints.add(each.endpoint()));
		return endpoints;
	}

	/**
	 * Listens anew at the sockets that somebody has removed.
	 * @throws ComException as {@link RpcServer#restore()} throws
	 */
	void restore() {
		all().forEach(RpcServer::restore);
	}

	private RpcServer listen(ListeningPlace listened) {
		ClassLoader before = ContextLoader.replace(this.contextClassLoader);
		try {
			return this.listening.apply(listened);
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
	 * Tells whether a client is connected.
	 * @param principal tells of who a client has shown to be whether it is the one
	 * @return whether it is
	 */
	boolean hasClient(Predicate<@Nullable Object> principal) {
		return all().stream().anyMatch((each) -> each.hasClient(principal));
	}

	/**
	 * Listens no more, after the calls that are under way. One that is being started is
	 * closed by who starts it.
	 */
	@Override
	public void close() {
		this.closed = true;
		all().forEach(RpcServer::close);
	}

	private List<RpcServer> all() {
		List<RpcServer> present = new ArrayList<>(this.further);
		RpcServer first = this.server;
		if (first != null) {
			present.add(first);
		}
		return present;
	}

}
