package io.github.comspring.core.orpc.call;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.wire.Extent;
import io.github.comspring.core.rpc.server.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * The call that a thread carries out: what the calls that it makes in turn inherit.
 *
 * @param caller who makes it
 * @param causality the chain of calls that it belongs to ({@code CID})
 * @param deadline when it has to be over
 * @param cancellation tells whether the caller has given it up
 * @param handOuts takes notice of the references that its response hands out
 * @param extents what else came with it
 */
public record IncomingCall(Caller caller, Guid causality, Deadline deadline, Cancellation cancellation,
		HandOuts handOuts, List<Extent> extents) {

	private static final ThreadLocal<@Nullable IncomingCall> CURRENT = new ThreadLocal<>();

	/**
	 * Returns the call that this thread carries out.
	 * @return the call, or {@code null} if it carries out none from outside
	 */
	public static @Nullable IncomingCall current() {
		return CURRENT.get();
	}

	/**
	 * Notes references that the response of this thread's call hands out, if it carries
	 * out one: they are taken back if nobody gets the response.
	 * @param references the references
	 */
	public static void handOut(HandedOut references) {
		IncomingCall call = current();
		if (call != null) {
			call.handOuts.handOut(references);
		}
	}

	/**
	 * Notes what to do if nobody gets the response of this thread's call, if it carries
	 * out one.
	 * @param task takes back what others hand out by way of this process; takes no time
	 */
	public static void ifUndelivered(Runnable task) {
		IncomingCall call = current();
		if (call != null) {
			call.handOuts.ifUndelivered(task);
		}
	}

	/**
	 * Finds what came with the call of this thread.
	 * @param id what kind of extension it is
	 * @return its data, or {@code null} if it did not come
	 */
	static byte @Nullable [] extent(Guid id) {
		IncomingCall call = current();
		return (call != null) ? Extent.find(call.extents, id) : null;
	}

	/**
	 * Checks that whoever this thread works for still waits for it, before it has others
	 * work for it. To the caller itself it may say that it ends.
	 * @param process which process is about to be called
	 * @throws ComException {@code RPC_E_CALL_CANCELED} if the caller has given the call
	 * up, and is not that process
	 */
	public static void requireWanted(long process) {
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
	public static @Nullable IncomingCall replace(@Nullable IncomingCall call) {
		IncomingCall before = CURRENT.get();
		CURRENT.set(call);
		return before;
	}

}
