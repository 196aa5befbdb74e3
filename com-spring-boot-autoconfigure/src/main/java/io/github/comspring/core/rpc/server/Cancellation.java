package io.github.comspring.core.rpc.server;

/**
 * Tells whether the caller of a call has given it up. Safe from any thread, also after
 * the call.
 */
@FunctionalInterface
public interface Cancellation {

	/**
	 * Tells whether the caller has given the call up: its time was over, it was
	 * interrupted, or it has died ({@code ICancelMethodCalls::TestCancel}).
	 * @return whether it has; the thread of the call was interrupted then
	 */
	boolean isCancelled();

}
