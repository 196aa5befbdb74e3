package io.github.comspring.core.orpc;

import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Endpoint;
import io.github.comspring.core.rpc.RpcServer;
import org.jspecify.annotations.Nullable;

/**
 * Listens once something of this process is to be reached from outside, and not before.
 * Safe from any thread.
 */
final class OnDemandServer implements AutoCloseable {

	private final Supplier<RpcServer> listening;

	/** Guarded by {@code this}. */
	private @Nullable RpcServer server;

	/** Guarded by {@code this}. */
	private boolean closed;

	/**
	 * Creates a server that does not listen yet.
	 * @param listening starts to listen
	 */
	OnDemandServer(Supplier<RpcServer> listening) {
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
			if (this.closed) {
				throw new ComException(HResult.RPC_E_DISCONNECTED, "This process has closed its object RPC");
			}
			present = this.listening.get();
			this.server = present;
		}
		return present.endpoint();
	}

	/**
	 * Listens no more, after the calls that are under way.
	 */
	@Override
	public void close() {
		RpcServer present;
		synchronized (this) {
			this.closed = true;
			present = this.server;
		}
		if (present != null) {
			present.close();
		}
	}

}
