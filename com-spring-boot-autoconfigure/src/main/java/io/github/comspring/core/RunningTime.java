package io.github.comspring.core;

import java.time.Duration;
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

	private long begin(long asked) {
		long tick = this.ticker.getAsLong();
		this.last = new Sleep(this.last.timeAt(tick), tick, asked);
		return asked;
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
