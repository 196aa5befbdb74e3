package io.github.comspring.core.orpc;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What holds for the calls of an object that was activated, and of those of its process
 * that such calls return.
 *
 * @param timeout how long a call may take, or {@code null} for as long as any other
 * @param listener told of calls that took longer
 */
public record CallTerms(@Nullable Duration timeout, OverdueListener listener) {

	/** Those of an object that was not activated. */
	public static final CallTerms NONE = new CallTerms(null, (process, operation, taken) -> false);

	/**
	 * Told of calls that were not answered in time. Called on the thread of the caller,
	 * before it gets its error.
	 */
	@FunctionalInterface
	public interface OverdueListener {

		/**
		 * Takes notice of a call that was not answered in time. Never throws.
		 * @param process the number of the process that was called
		 * @param operation the interface and method, for people
		 * @param taken how long the caller has waited
		 * @return whether the process was ended for it
		 */
		boolean overdue(long process, String operation, Duration taken);

	}

}
