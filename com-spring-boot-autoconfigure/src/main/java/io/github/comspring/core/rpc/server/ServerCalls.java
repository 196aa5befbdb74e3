package io.github.comspring.core.rpc.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the calls of one connection, one at a time, on the connection's thread.
 * Others may look after the one that is under way.
 */
final class ServerCalls {

	private static final Logger logger = System.getLogger(ServerCalls.class.getName());

	private final PduChannel channel;

	private final Peer peer;

	private final RpcServer server;

	private final ServerContexts contexts;

	private final ServerSecurity security;

	private final LongSupplier ticker;

	/** The last call that was begun. */
	private volatile @Nullable CallInProgress current;

	/** The call of the last round; used by the patrol alone. */
	private @Nullable CallInProgress patrolled;

	ServerCalls(PduChannel channel, Peer peer, RpcServer server, ServerContexts contexts, ServerSecurity security) {
		this.channel = channel;
		this.peer = peer;
		this.server = server;
		this.contexts = contexts;
		this.security = security;
		this.ticker = server.watch()::now;
	}

	/**
	 * Carries out a call.
	 * @param client the client
	 * @param reader the whole request
	 * @return the stub data of the response
	 * @throws RpcFault to answer with, also for a call that was cancelled
	 */
	List<ByteBuffer> carryOut(AssociationGroup client, RequestReader reader) {
		CallInProgress call = new CallInProgress(reader.callId());
		this.current = call;
		this.server.patrol().noticed();
		List<ByteBuffer> response;
		try {
			response = this.server.dispatcher()
				.dispatch(new RpcCall(client, this.contexts.interfaceOf(reader.contextId()), reader.object(),
						reader.opnum(), reader.stub(), level(reader), call, this.ticker));
		}
		catch (RpcFault ex) {
			throw ex;
		}
		catch (Throwable ex) {
			logger.log(call.isCancelled() ? Level.DEBUG : Level.ERROR, "A call of " + client + " failed", ex);
			throw new RpcFault(HResult.RPC_E_SERVERFAULT.value(), ex.toString());
		}
		finally {
			// An interrupt would close the channel
			call.end();
		}
		if (call.isCancelled()) {
			throw new RpcFault(RpcFault.CANCELLED, "The client has given the call up");
		}
		return response;
	}

	/**
	 * What comes through a unix domain socket, the kernel protects.
	 */
	private AuthenticationLevel level(RequestReader reader) {
		return (this.peer.origin() == Origin.LOCAL) ? AuthenticationLevel.PACKET_PRIVACY
				: this.security.level(reader.protection());
	}

	/**
	 * Looks after the call that is under way, if it was in the last round. Called by the
	 * patrol alone.
	 * @return whether there was any call since the last round
	 */
	boolean patrol() {
		CallInProgress call = this.current;
		boolean known = call == this.patrolled;
		this.patrolled = call;
		if (call == null || !known) {
			return call != null;
		}
		call.cancelIf(() -> this.channel.isGivenUp(call.callId()));
		return !call.hasEnded();
	}

	/**
	 * Cancels the call that is under way, if there is one, unless it is this thread's
	 * own.
	 */
	void cancel() {
		CallInProgress call = this.current;
		if (call != null) {
			call.cancel();
		}
	}

}
