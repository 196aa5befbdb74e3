package io.github.comspring.core.orpc;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.server.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * The call that a thread carries out: what the calls that it makes in turn inherit.
 *
 * @param caller who makes it
 * @param causality the chain of calls that it belongs to ({@code CID})
 * @param deadline when it has to be over, in the JDK's nanoseconds
 * @param cancellation tells whether the caller has given it up
 * @param exchange the interface pointers that its response hands out
 */
record IncomingCall(Caller caller, Guid causality, long deadline, Cancellation cancellation,
		IncomingExchange exchange) {

	private static final ThreadLocal<@Nullable IncomingCall> CURRENT = new ThreadLocal<>();

	/**
	 * Returns the call that this thread carries out.
	 * @return the call, or {@code null} if it carries out none from outside
	 */
	static @Nullable IncomingCall current() {
		return CURRENT.get();
	}

	/**
	 * Notes references that the response of this thread's call hands out, if it carries
	 * out one: they are taken back if nobody gets the response.
	 * @param pointer the interface pointer
	 * @param client who has the references from now on
	 * @param count how many
	 */
	static void handOut(ExportedInterface pointer, long client, int count) {
		IncomingCall call = current();
		if (call != null) {
			call.exchange.handOut(new HandedOut(pointer.ipid(), client, count));
		}
	}

	/**
	 * Checks that whoever this thread works for still waits for it, before it has others
	 * work for it. To the caller itself it may say that it ends.
	 * @param process which process is about to be called
	 * @throws ComException {@code RPC_E_CALL_CANCELED} if the caller has given the call
	 * up, and is not that process
	 */
	static void requireWanted(long process) {
		IncomingCall call = current();
		if (call != null && call.cancellation.isCancelled() && call.caller.client() != process) {
			throw new ComException(HResult.RPC_E_CALL_CANCELED,
					"The client has given up the call that this one is a part of");
		}
	}

	/**
	 * Makes a call the thread's.
	 * @param call the call, or {@code null} for none
	 * @return the one before it, to be put back afterwards
	 */
	static @Nullable IncomingCall replace(@Nullable IncomingCall call) {
		IncomingCall before = CURRENT.get();
		CURRENT.set(call);
		return before;
	}

}
