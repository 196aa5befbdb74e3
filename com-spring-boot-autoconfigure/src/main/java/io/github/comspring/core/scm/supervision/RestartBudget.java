package io.github.comspring.core.scm.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.protocol.RestartState;
import org.jspecify.annotations.Nullable;

/**
 * How often the servers of one launch key have failed of late, and so when the next one
 * may be started. A failure counts until the window has passed over it, whatever succeeds
 * in between. Guarded by {@link RestartBudgets}.
 */
final class RestartBudget {

	/**
	 * How long to wait after the second failure; twice as long after each further one.
	 */
	private static final Duration FIRST_DELAY = Duration.ofMillis(100);

	/** How often the delay doubles at most: 6.4 s. */
	private static final int DOUBLINGS = 6;

	private final String startedFor;

	/** When they failed, the oldest first, in nanoseconds of a clock that nobody sets. */
	@GuardedBy("RestartBudgets")
	private final Deque<Long> failures = new ArrayDeque<>();

	@GuardedBy("RestartBudgets")
	private RestartLimits limits = RestartLimits.DEFAULT;

	@GuardedBy("RestartBudgets")
	private @Nullable String lastCause;

	@GuardedBy("RestartBudgets")
	private int restarts;

	/** Whether no process has been started since the last failure. */
	@GuardedBy("RestartBudgets")
	private boolean failed;

	/**
	 * Creates a budget that nothing has been taken from.
	 * @param startedFor what a server was first wanted for
	 */
	RestartBudget(String startedFor) {
		this.startedFor = startedFor;
	}

	void limits(RestartLimits current) {
		this.limits = current;
	}

	/**
	 * Takes notice of a failure.
	 * @param now the time in nanoseconds
	 * @param cause what the server failed of, such as {@code exited with code 3}
	 */
	void failed(long now, String cause) {
		forget(now);
		this.failures.addLast(now);
		this.lastCause = cause;
		this.failed = true;
	}

	/**
	 * Takes notice that a process is started.
	 */
	void started() {
		this.restarts += this.failed ? 1 : 0;
		this.failed = false;
	}

	/**
	 * Tells whether no process may be started.
	 * @param now the time in nanoseconds
	 * @return for how long and why, or {@code null} if one may
	 */
	@Nullable Lockout lockout(long now) {
		forget(now);
		int excess = this.failures.size() - this.limits.failures();
		if (this.lastCause == null || excess < 0) {
			return null;
		}
		long first = this.failures.stream().skip(excess).findFirst().orElseThrow();
		return new Lockout(this.failures.size(), this.lastCause, this.limits.window().minusNanos(now - first));
	}

	/**
	 * Returns how long to wait with the next process.
	 * @param now the time in nanoseconds
	 * @return how long, zero or less for no longer
	 */
	Duration delay(long now) {
		forget(now);
		if (this.failures.size() < 2) {
			return Duration.ZERO;
		}
		int doublings = Math.min(this.failures.size() - 2, DOUBLINGS);
		return FIRST_DELAY.multipliedBy(1L << doublings).minusNanos(now - this.failures.getLast());
	}

	/**
	 * Forgets all failures.
	 */
	void unlock() {
		this.failures.clear();
	}

	/**
	 * Describes this budget for an operator.
	 * @param now the time in nanoseconds
	 * @param wall the time by the clock on the wall
	 * @return what it is now
	 */
	RestartState state(long now, Instant wall) {
		Lockout lockout = lockout(now);
		return new RestartState(this.startedFor, this.restarts, this.failures.size(), this.lastCause,
				(lockout != null) ? lockout.until(wall) : null);
	}

	private void forget(long now) {
		Duration window = this.limits.window();
		this.failures.removeIf((each) -> Duration.ofNanos(now - each).compareTo(window) >= 0);
	}

}
