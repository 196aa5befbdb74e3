package io.github.comspring.core.orpc;

import io.github.comspring.Guid;
import org.jspecify.annotations.Nullable;

/**
 * The call that a thread carries out: what the calls that it makes in turn inherit.
 *
 * @param caller who makes it
 * @param causality the chain of calls that it belongs to ({@code CID})
 * @param deadline when it has to be over, in the JDK's nanoseconds
 */
record IncomingCall(Caller caller, Guid causality, long deadline) {

	private static final ThreadLocal<@Nullable IncomingCall> CURRENT = new ThreadLocal<>();

	/**
	 * Returns the call that this thread carries out.
	 * @return the call, or {@code null} if it carries out none from outside
	 */
	static @Nullable IncomingCall current() {
		return CURRENT.get();
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
