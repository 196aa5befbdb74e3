package io.github.comspring.core;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The time in which this process runs. Whoever measures how long another process takes
 * must not count the time in which it did not run itself: it was stopped, its container
 * was frozen, the garbage collector held it up. Nothing tells a process so but that it
 * wakes late. Hence the thread that waits sleeps for a moment at a time, and no sleep
 * counts for longer than was asked for. One thread sleeps; any may ask for the time.
 */
public final class RunningTime {

	/** Also how much later a sleep ends than it should if the process was stopped. */
	private static final long LONGEST = Duration.ofSeconds(1).toNanos();

	private static final long SHORTEST = Duration.ofMillis(100).toNanos();

	/** A sleep that was lost takes no more than one of so many parts of what is left. */
	private static final int PARTS = 4;

	private final LongSupplier ticker;

	private volatile Sleep last;

	/**
	 * Begins at 0, with nothing that is waited for.
	 * @param ticker a clock in nanoseconds that counts on, such as
	 * {@code System::nanoTime}
	 */
	public RunningTime(LongSupplier ticker) {
		this.ticker = ticker;
		this.last = new Sleep(0, ticker.getAsLong(), Long.MAX_VALUE);
	}

	/**
	 * Returns the time.
	 * @return in nanoseconds
	 */
	public long now() {
		return this.last.timeAt(this.ticker.getAsLong());
	}

	/**
	 * Begins the next sleep of the thread that waits.
	 * @param left how long until what it waits for, in nanoseconds
	 * @return how long to sleep before it asks for the time again
	 */
	public long sleep(long left) {
		return begin(Math.min(left, Math.max(SHORTEST, Math.min(LONGEST, left / PARTS))));
	}

	/**
	 * Waits for nothing from now on. However long that takes, it counts.
	 */
	public void rest() {
		begin(Long.MAX_VALUE);
	}

	/**
	 * Waits for something, for a time in which this process runs.
	 * @param timeout how long at most
	 * @param wait waits for it, for as long as it is told
	 * @return whether it has come
	 * @throws InterruptedException if the wait was interrupted
	 */
	public boolean await(Duration timeout, Wait wait) throws InterruptedException {
		long most = TimeUnit.NANOSECONDS.convert(timeout);
		long start = now();
		while (!wait.await(sleep(Math.max(0, most - (now() - start))))) {
			if (now() - start >= most) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Waits for the end of a task, for a time in which this process runs.
	 * @param task the task
	 * @param timeout how long at most
	 * @return whether it has ended, however it did
	 * @throws InterruptedException if the thread was interrupted
	 */
	public boolean await(Future<?> task, Duration timeout) throws InterruptedException {
		return await(timeout, (nanos) -> {
			try {
				task.get(nanos, TimeUnit.NANOSECONDS);
				return true;
			}
			catch (TimeoutException ex) {
				return false;
			}
			catch (ExecutionException ex) {
				return true;
			}
		});
	}

	private long begin(long asked) {
		long tick = this.ticker.getAsLong();
		this.last = new Sleep(this.last.timeAt(tick), tick, asked);
		return asked;
	}

	/**
	 * A wait for something.
	 */
	public interface Wait {

		/**
		 * Waits.
		 * @param nanos how long at most, in nanoseconds
		 * @return whether it has come
		 * @throws InterruptedException if the wait was interrupted
		 */
		boolean await(long nanos) throws InterruptedException;

	}

	/**
	 * A sleep.
	 *
	 * @param begun the time when it began
	 * @param tick the same by the clock
	 * @param asked how long it should be
	 */
	private record Sleep(long begun, long tick, long asked) {

		/**
		 * One from which the thread has not woken long after it should counts for
		 * nothing, so that what came meanwhile can be seen before a deadline is.
		 */
		long timeAt(long now) {
			long slept = now - this.tick;
			return (slept - this.asked > LONGEST) ? this.begun : this.begun + Math.min(slept, this.asked);
		}

	}

}
