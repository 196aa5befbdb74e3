package io.github.comspring.core.surrogate;

import io.github.comspring.Guid;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.orpc.call.CallExtension;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process when a call or a thread of the runtime fails for want of memory, as
 * the JVM itself does when the heap is full. Of other {@link OutOfMemoryError}s the JVM
 * takes no notice: of direct buffers, of the allocators of libraries, and of a thread
 * that could not be started. Such a process would serve errors or nobody for ever, and
 * get every new client. Nothing travels with calls.
 */
final class OutOfMemoryEnd implements CallExtension {

	/**
	 * Whether this is wanted, as it is unless the application has the JVM go on.
	 */
	static final String WANTED = "comspring.surrogate.exit-on-out-of-memory";

	/** The exit code that the JVM has when it ends for this reason. */
	private static final int STATUS = 3;

	/** How far behind an exception the error is looked for. */
	private static final int DEPTH = 16;

	private static final Guid ID = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A05}");

	/**
	 * Has this process end for what its threads fail by, too, if that is wanted.
	 */
	static void watchThreads() {
		if (isWanted()) {
			FailureLog.watch(OutOfMemoryEnd::endFor);
		}
	}

	static boolean isWanted() {
		return Boolean.getBoolean(WANTED);
	}

	@Override
	public Guid id() {
		return ID;
	}

	@Override
	public byte @Nullable [] failed(Throwable failure) {
		endFor(failure);
		return null;
	}

	/**
	 * Takes no memory itself.
	 */
	private static void endFor(Throwable failure) {
		Throwable cause = failure;
		for (int i = 0; i < DEPTH && cause != null; i++) {
			if (cause instanceof OutOfMemoryError error) {
				end(error);
			}
			cause = cause.getCause();
		}
	}

	private static void end(OutOfMemoryError error) {
		try {
			// In the words of the JVM, for who looks for them in logs
			System.err.println("Terminating due to " + error);
		}
		finally {
			Runtime.getRuntime().halt(STATUS);
		}
	}

}
