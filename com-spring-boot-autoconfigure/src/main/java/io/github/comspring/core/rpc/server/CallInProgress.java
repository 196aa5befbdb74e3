package io.github.comspring.core.rpc.server;

import java.util.function.BooleanSupplier;

import io.github.comspring.core.GuardedBy;

/**
 * A call that a connection's thread carries out. Cancelling it interrupts the thread
 * while the call lasts and not a moment longer, so that the interrupt never meets what
 * the thread does next. Safe from any thread.
 */
final class CallInProgress implements Cancellation {

	private final Thread thread = Thread.currentThread();

	private final int callId;

	@GuardedBy("this")
	private boolean ended;

	private volatile boolean cancelled;

	/**
	 * Begins a call of this thread.
	 * @param callId its number on the connection
	 */
	CallInProgress(int callId) {
		this.callId = callId;
		ConnectionThread.calls(true);
	}

	int callId() {
		return this.callId;
	}

	/**
	 * Cancels the call if its caller has given it up. The thread cannot leave the call
	 * while that is being found out.
	 * @param givenUp finds it out, asked only while the call lasts
	 */
	synchronized void cancelIf(BooleanSupplier givenUp) {
		if (!this.ended && !this.cancelled && givenUp.getAsBoolean()) {
			this.cancelled = true;
			this.thread.interrupt();
		}
	}

	/**
	 * Cancels the call, unless it is this thread's own.
	 */
	void cancel() {
		cancelIf(() -> this.thread != Thread.currentThread());
	}

	/**
	 * Ends the call. Its thread is not interrupted any more, for whatever reason it was.
	 */
	synchronized void end() {
		this.ended = true;
		ConnectionThread.calls(false);
	}

	synchronized boolean hasEnded() {
		return this.ended;
	}

	/**
	 * Waits until the interrupt has wholly come, if it does at the moment: JDK 21 and
	 * later first wake the thread, and then close the channel that it waits for, which
	 * may be that of its next call by then.
	 */
	@Override
	public boolean isCancelled() {
		if (this.cancelled) {
			synchronized (this) {
				return true;
			}
		}
		return false;
	}

}
