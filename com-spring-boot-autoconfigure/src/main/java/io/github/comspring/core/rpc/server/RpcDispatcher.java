package io.github.comspring.core.rpc.server;

import java.nio.ByteBuffer;
import java.util.List;

import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import org.jspecify.annotations.Nullable;

/**
 * What a server does with calls. Called from the threads of the connections, and so safe
 * from any thread.
 */
public interface RpcDispatcher {

	/**
	 * Tells which version of an interface is served. A client that asks for another one
	 * is rejected when it binds, and told this one.
	 * @param asked the interface that a client wants to call
	 * @return the interface as it is served, equal to {@code asked} to accept it, or
	 * {@code null} if nobody serves the interface in any version
	 */
	@Nullable SyntaxId serves(SyntaxId asked);

	/**
	 * Carries out a call. The thread is interrupted if the client gives the call up.
	 * @param call the call
	 * @return the stub data of the response, one buffer after the other
	 * @throws RpcFault to answer with a fault; any other exception becomes a fault with
	 * {@code RPC_E_SERVERFAULT}
	 */
	List<ByteBuffer> dispatch(RpcCall call);

	/**
	 * Tells whether this process has calls under way to a client that wait for a call of
	 * it, so that it is no further burden.
	 * @param association the client
	 * @param stub the parameters of its call, which are left as they are
	 * @return to be run once the call is over, or {@code null} if nothing waits for it
	 */
	default @Nullable Runnable awaited(Association association, ByteBuffer stub) {
		return null;
	}

	/**
	 * Counts the calls of this process that a client may call back from, each through a
	 * connection of its own.
	 * @param principal who the client has shown to be
	 * @return how many are under way
	 */
	default int waiting(@Nullable Object principal) {
		return 0;
	}

	/**
	 * Called when the client did not get the response of the last call that this thread
	 * has dispatched: what the response hands out can be taken back.
	 */
	default void undelivered() {
	}

	/**
	 * Called when the last call that this thread has dispatched is over, whether its
	 * client got the response or not.
	 */
	default void answered() {
	}

	/**
	 * Tells whether the server holds anything for a client, whose idle connections are
	 * then kept.
	 * @param association the client
	 * @return whether it does
	 */
	default boolean holds(Association association) {
		return false;
	}

	/**
	 * Called once after the last connection of a client is gone: what the server holds
	 * for the client can be given back (context rundown).
	 * @param association the client
	 */
	default void associationEnded(Association association) {
	}

}
