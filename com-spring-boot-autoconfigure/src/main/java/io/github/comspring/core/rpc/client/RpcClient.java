package io.github.comspring.core.rpc.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * Calls servers. Each call has a connection to itself while it lasts; connections are
 * kept and used again, and all connections to one server are one association. Safe from
 * any thread.
 */
public final class RpcClient implements AutoCloseable {

	private final RpcLimits limits;

	private final Function<Endpoint, @Nullable SecurityContext> credentials;

	private final DeadlineWatch watch = new DeadlineWatch(System::nanoTime);

	private final ConcurrentMap<Endpoint, ClientAssociation> associations = new ConcurrentHashMap<>();

	@GuardedBy("this")
	private boolean closed;

	/**
	 * Creates a client without connections.
	 * @param limits what servers may use up
	 * @param credentials makes the security context for a new connection to a server, or
	 * {@code null} to connect without one
	 */
	public RpcClient(RpcLimits limits, Function<Endpoint, @Nullable SecurityContext> credentials) {
		this.limits = limits;
		this.credentials = credentials;
	}

	/**
	 * Calls an operation as
	 * {@link #call(Endpoint, SyntaxId, Guid, int, List, byte[], boolean, Duration)} does,
	 * as part of no other call.
	 */
	public ByteBuffer call(Endpoint server, SyntaxId interfaceId, @Nullable Guid object, int opnum,
			List<ByteBuffer> stub, byte @Nullable [] room, Duration timeout) {
		return call(server, interfaceId, object, opnum, stub, room, false, timeout);
	}

	/**
	 * Calls an operation and waits for its answer. Interrupting the thread cancels the
	 * call.
	 * @param server the server
	 * @param interfaceId the interface
	 * @param object the object ({@code PFC_OBJECT_UUID}), or {@code null} for none
	 * @param opnum the number of the operation
	 * @param stub the stub data, one buffer after the other
	 * @param room where the stub data of the response goes if it fits, or {@code null}
	 * for an array of its own
	 * @param nested whether the call is part of one that this process carries out: it
	 * does not wait for other calls to end, which may themselves wait for it
	 * @param timeout how long the call may take
	 * @return the stub data of the response, backed by an array that is the caller's
	 * @throws RejectedInterfaceException if the server has not this version of the
	 * interface
	 * @throws ComException {@code RPC_S_SERVER_UNAVAILABLE} if there is no connection to
	 * the server, {@code RPC_S_OUT_OF_RESOURCES} if this process has no file or memory
	 * for one, {@code RPC_S_CALL_FAILED} if it broke during the call,
	 * {@code RPC_E_TIMEOUT} if the time ran out, {@code RPC_E_CALL_CANCELED} if the
	 * thread was interrupted, or the status of the server's fault
	 */
	public ByteBuffer call(Endpoint server, SyntaxId interfaceId, @Nullable Guid object, int opnum,
			List<ByteBuffer> stub, byte @Nullable [] room, boolean nested, Duration timeout) {
		ClientCall call = new ClientCall(interfaceId, object, opnum, stub, room, nested, this.watch.in(timeout));
		while (true) {
			ClientAssociation association = association(server);
			try {
				return association.call(call);
			}
			catch (ComException ex) {
				if (!ex.hresult().equals(HResult.RPC_S_SERVER_UNAVAILABLE)) {
					throw ex;
				}
				// Disconnected from in between, before the call has begun, it is tried
				// anew
				if (!association.isRetired()) {
					forget(server, association);
					throw ex;
				}
			}
		}
	}

	/**
	 * Calls an operation of no object once, as nobody in particular: the server counts
	 * the caller among those that have not introduced themselves, and neither of the two
	 * keeps anything of it.
	 * @param server the server
	 * @param interfaceId the interface
	 * @param opnum the number of the operation
	 * @param stub the stub data, one buffer after the other
	 * @param timeout how long the call may take
	 * @return the stub data of the response
	 * @throws ComException as the other calls do
	 */
	public ByteBuffer callAsStranger(Endpoint server, SyntaxId interfaceId, int opnum, List<ByteBuffer> stub,
			Duration timeout) {
		try (ClientAssociation once = new ClientAssociation(server, this.limits, (same) -> null, this.watch)) {
			return once.call(new ClientCall(interfaceId, null, opnum, stub, null, false, this.watch.in(timeout)));
		}
	}

	/**
	 * Forgets a server that cannot be reached and may have ended: nobody would say so
	 * later.
	 */
	private void forget(Endpoint server, ClientAssociation association) {
		if (association.retireUnused()) {
			this.associations.remove(server, association);
		}
	}

	private ClientAssociation association(Endpoint server) {
		ClientAssociation known = this.associations.get(server);
		return (known != null) ? known : associate(server);
	}

	private synchronized ClientAssociation associate(Endpoint server) {
		if (this.closed) {
			throw new ComException(HResult.RPC_E_DISCONNECTED, "This process has closed its connections");
		}
		return this.associations.computeIfAbsent(server,
				(missing) -> new ClientAssociation(missing, this.limits, this.credentials, this.watch));
	}

	/**
	 * Lets a server know for as long as this process lives that it does, whatever happens
	 * to the connections that carry calls: one more is kept that carries none. Costs
	 * little if there is one. A server that has no room for it, or is not there, does
	 * without.
	 * @param server the server
	 * @param interfaceId an interface that it serves
	 */
	public void keep(Endpoint server, SyntaxId interfaceId) {
		association(server).keep(interfaceId);
	}

	/**
	 * Ends the association with a server. Calls that are under way still get what the
	 * server has answered, if only that it closes; they keep their connections until
	 * then.
	 * @param server the server
	 */
	public void disconnect(Endpoint server) {
		ClientAssociation association = this.associations.remove(server);
		if (association != null) {
			association.retire();
		}
	}

	/**
	 * Closes all connections; calls that are under way fail.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		this.associations.values().forEach(ClientAssociation::close);
		this.associations.clear();
		this.watch.close();
	}

}
