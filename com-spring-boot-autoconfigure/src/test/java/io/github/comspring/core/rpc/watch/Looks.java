package io.github.comspring.core.rpc.watch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often it is asked when it is due.
 *
 * @param dueAt when that is
 * @param countsPauses whether pauses count
 * @param asked how often it was asked
 * @param more a permit for each time
 */
public record Looks(long dueAt, boolean countsPauses, AtomicInteger asked,
		Semaphore more) implements DeadlineWatch.Watched {

	public Looks(long dueAt, boolean countsPauses) {
		this(dueAt, countsPauses, new AtomicInteger(), new Semaphore(0));
	}

	@Override
	public long dueAt() {
		this.asked.incrementAndGet();
		this.more.release();
		return this.dueAt;
	}

	@Override
	public void expire(long now) {
		throw new IllegalStateException("Not due");
	}

	public int count() {
		return this.asked.get();
	}

	/**
	 * Waits until it was asked so often, from now on.
	 */
	public void awaitMore(int times) {
		this.more.drainPermits();
		this.more.acquireUninterruptibly(times);
	}

}
