package io.github.comspring.core.scm.supervision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;

/**
 * Keeps servers that fail again and again from being started again and again: each after
 * a longer delay, and at last none until time has passed or an operator says so. One
 * budget for all processes that could stand for each other, so that no application locks
 * out another. Safe from any thread.
 */
public final class RestartBudgets {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	@GuardedBy("lock")
	private final Map<LaunchKey, RestartBudget> budgets = new LinkedHashMap<>();

	private final LongSupplier ticker;

	private final Clock clock;

	@GuardedBy("lock")
	private boolean closed;

	/**
	 * Creates it.
	 * @param ticker tells the time in nanoseconds, as {@link System#nanoTime()} does
	 * @param clock tells people the time
	 */
	public RestartBudgets(LongSupplier ticker, Clock clock) {
		this.ticker = ticker;
		this.clock = clock;
	}

	/**
	 * Waits until the process of a launch may be started. An interrupt ends the wait, and
	 * not the launch, which others may wait for.
	 * @param launch the launch
	 * @param limits what its application allows
	 * @param timeout how long to wait at most
	 * @throws ComException {@code CO_E_CLASS_DISABLED} if too many have failed,
	 * {@code CO_E_SERVER_EXEC_FAILURE} if the wait would be too long,
	 * {@code CO_E_SCM_RPC_FAILURE} if nothing is started any more
	 */
	public void awaitTurn(Launch launch, RestartLimits limits, Duration timeout) {
		this.lock.lock();
		try {
			RestartBudget budget = budget(launch);
			budget.limits(limits);
			long end = this.ticker.getAsLong() + timeout.toNanos();
			for (Duration delay = delay(launch, budget); delay.compareTo(Duration.ZERO) > 0; delay = delay(launch,
					budget)) {
				long left = end - this.ticker.getAsLong();
				if (left <= 0) {
					throw tooLong(launch, delay);
				}
				this.changed.awaitNanos(Math.min(delay.toNanos(), left));
			}
			budget.started();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Duration delay(Launch launch, RestartBudget budget) {
		if (this.closed) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE,
					"The service control manager stops and starts no server for " + launch.subject());
		}
		long now = this.ticker.getAsLong();
		Lockout lockout = budget.lockout(now);
		if (lockout != null) {
			throw lockout.refuse(launch, this.clock.instant());
		}
		return budget.delay(now);
	}

	private static ComException tooLong(Launch launch, Duration delay) {
		return new ComException(HResult.CO_E_SERVER_EXEC_FAILURE, "The server process of " + launch.subject()
				+ " has failed repeatedly and is not started again before " + delay.toMillis() + " ms have passed");
	}

	/**
	 * Takes notice that the process of a launch has failed, or could not be started. Each
	 * launch fails once.
	 * @param launch the launch
	 * @param cause what it failed of, to stand behind its name
	 */
	public void failed(Launch launch, String cause) {
		this.lock.lock();
		try {
			if (launch.progress().countsAsFailed()) {
				budget(launch).failed(this.ticker.getAsLong(), cause);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private RestartBudget budget(Launch launch) {
		return this.budgets.computeIfAbsent(launch.budget(), (key) -> new RestartBudget(launch.subject()));
	}

	/**
	 * Forgets the failures of some servers, so that they may be started at once.
	 * @param which tells which ones
	 * @return what has become of them, empty if none was ever started
	 */
	public List<RestartState> unlock(Predicate<LaunchKey> which) {
		this.lock.lock();
		try {
			List<RestartBudget> chosen = this.budgets.entrySet()
				.stream()
				.filter((entry) -> which.test(entry.getKey()))
				.map(Map.Entry::getValue)
				.toList();
			chosen.forEach(RestartBudget::unlock);
			this.changed.signalAll();
			return states(chosen);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Describes all servers that were ever wanted.
	 * @return a copy, in the order in which they were first wanted
	 */
	public List<RestartState> states() {
		this.lock.lock();
		try {
			return states(List.copyOf(this.budgets.values()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<RestartState> states(List<RestartBudget> chosen) {
		long now = this.ticker.getAsLong();
		Instant wall = this.clock.instant();
		return chosen.stream().map((each) -> each.state(now, wall)).toList();
	}

	/**
	 * Lets nobody wait any more, and nothing be started.
	 */
	public void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
