package io.github.comspring.core.scm.server;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * How a host is sought that is not there: at ever longer intervals.
 *
 * @param limit how long, or {@code null} for as long as it takes
 * @param ticker tells the time in nanoseconds, as {@link System#nanoTime()} does
 */
public record Patience(@Nullable Duration limit, LongSupplier ticker) {

	private static final Duration SHORTEST = Duration.ofMillis(50);

	private static final Duration LONGEST = Duration.ofSeconds(5);

	/**
	 * Begins to seek.
	 * @return the search
	 */
	Search begin() {
		return new Search(this);
	}

	/**
	 * One search. Used by one thread.
	 */
	static final class Search {

		private final Patience patience;

		private final long start;

		private long wait;

		private Search(Patience patience) {
			this.patience = patience;
			this.start = patience.ticker.getAsLong();
		}

		/**
		 * Tells whether only one attempt was made so far.
		 * @return whether that is so
		 */
		boolean isFirst() {
			return this.wait == 0;
		}

		/**
		 * Returns how long to wait before the next attempt.
		 * @return the time in nanoseconds, or 0 if patience is at its end
		 */
		long nextWait() {
			this.wait = Math.min(Math.max(2 * this.wait, SHORTEST.toNanos()), LONGEST.toNanos());
			Duration limit = this.patience.limit;
			if (limit == null) {
				return this.wait;
			}
			long left = limit.toNanos() - (this.patience.ticker.getAsLong() - this.start);
			return Math.max(Math.min(this.wait, left), 0);
		}

	}

}
