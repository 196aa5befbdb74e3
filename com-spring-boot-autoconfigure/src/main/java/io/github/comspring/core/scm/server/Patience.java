package io.github.comspring.core.scm.server;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.comspring.core.RunningTime;
import io.github.comspring.core.RunningTime.Wait;
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

		private final @Nullable Duration limit;

		private final RunningTime time;

		private long wait;

		private Search(Patience patience) {
			this.limit = patience.limit;
			this.time = new RunningTime(patience.ticker);
		}

		/**
		 * Tells whether only one attempt was made so far.
		 * @return whether that is so
		 */
		boolean isFirst() {
			return this.wait == 0;
		}

		private long nextWait() {
			this.wait = Math.min(Math.max(2 * this.wait, SHORTEST.toNanos()), LONGEST.toNanos());
			if (this.limit == null) {
				return this.wait;
			}
			return Math.max(Math.min(this.wait, this.limit.toNanos() - this.time.now()), 0);
		}

		/**
		 * Waits before the next attempt, and counts the time in which this process runs.
		 * @param end waits for the end of the search
		 * @return whether there is to be one; {@code false} if patience or the search is
		 * at its end
		 * @throws InterruptedException if the wait was interrupted
		 */
		boolean pause(Wait end) throws InterruptedException {
			long nanos = nextWait();
			if (nanos == 0 || this.time.await(Duration.ofNanos(nanos), end)) {
				return false;
			}
			// The attempt may take its time
			this.time.rest();
			return true;
		}

	}

}
