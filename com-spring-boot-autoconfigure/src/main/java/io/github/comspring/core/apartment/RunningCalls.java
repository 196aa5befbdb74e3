package io.github.comspring.core.apartment;

import java.util.ArrayDeque;
import java.util.Deque;

import io.github.comspring.core.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * The calls that the thread of an apartment is in the midst of: one that waits for
 * another apartment or process may have others above it. An interrupt reaches the code of
 * its call alone, or what that waits for. Safe from any thread.
 */
final class RunningCalls {

	/** The one that runs is on top. */
	@GuardedBy("this")
	private final Deque<Running> stack = new ArrayDeque<>();

	/**
	 * Begins a call of this thread.
	 */
	synchronized void begin(ApartmentCall<?> call) {
		this.stack.push(new Running(call, Thread.currentThread()));
	}

	/**
	 * Ends the call on top. An interrupt that it has not heeded ends with it.
	 */
	synchronized void end() {
		this.stack.pop();
		Thread.interrupted();
	}

	/**
	 * Interrupts a call, unless it has ended.
	 */
	void interrupt(ApartmentCall<?> call) {
		Runnable awaited = null;
		synchronized (this) {
			for (Running each : this.stack) {
				if (each.call == call) {
					awaited = each.interrupt();
				}
			}
		}
		if (awaited != null) {
			awaited.run();
		}
	}

	/**
	 * Takes notice that the call on top begins to wait.
	 * @param interrupt interrupts what it waits for
	 */
	void waits(Runnable interrupt) {
		boolean before = Thread.interrupted();
		synchronized (this) {
			Running top = this.stack.peek();
			if (top != null) {
				top.awaited = interrupt;
				top.interrupted = before;
			}
		}
		if (before) {
			interrupt.run();
		}
	}

	/**
	 * Takes notice that the call on top waits no more.
	 */
	synchronized void waited() {
		Running top = this.stack.peek();
		if (top != null) {
			top.awaited = null;
			if (top.interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * One of them, guarded by all of them.
	 */
	private static final class Running {

		private final ApartmentCall<?> call;

		private final Thread thread;

		/** Interrupts what it waits for, if it waits. */
		private @Nullable Runnable awaited;

		private boolean interrupted;

		Running(ApartmentCall<?> call, Thread thread) {
			this.call = call;
			this.thread = thread;
		}

		@Nullable Runnable interrupt() {
			this.interrupted = true;
			if (this.awaited == null) {
				this.thread.interrupt();
			}
			return this.awaited;
		}

	}

}
