package io.github.comspring.core.orpc.call;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What holds for the calls of an object that was activated, and of those of its process
 * that such calls return.
 *
 * @param timeout how long a call may take, or {@code null} for as long as any other
 * @param watch knows the server processes
 */
public record CallTerms(@Nullable Duration timeout, ServerWatch watch) {

	/** Those of an object that was not activated. */
	public static final CallTerms NONE = new CallTerms(null, (process, operation, taken) -> false);

	/**
	 * Knows the server processes, and is told of calls that they did not answer in time.
	 * Called on the thread of the caller, before it gets its error. Never throws.
	 */
	@FunctionalInterface
	public interface ServerWatch {

		/**
		 * Takes notice of a call that was not answered in time.
		 * @param process the number of the process that was called
		 * @param operation the interface and method, for people
		 * @param taken how long the caller has waited
		 * @return whether the process was ended for it
		 */
		boolean overdue(long process, String operation, Duration taken);

		/**
		 * Names a process for people.
		 * @param process the number of the process
		 * @return such as {@code process 4711}, or {@code null} if it is not known
		 */
		default @Nullable String name(long process) {
			return null;
		}

		/**
		 * Says how a process has ended that a call was lost with. Waits a moment for its
		 * end.
		 * @param process the number of the process
		 * @return a sentence without its full stop, or {@code null} if it is not known or
		 * the process lives
		 */
		default @Nullable String end(long process) {
			return null;
		}

	}

}
