package io.github.comspring.core.rpc.watch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import io.github.comspring.core.FailureLog;
import io.github.comspring.core.RunningTime;
import io.github.comspring.core.ThreadOnDemand;

/**
 * Looks after what is due at some time, such as ending what takes too long. A blocking
 * channel has no time-out of its own, so one thread looks after all connections. Setting
 * a deadline costs one write and one read: the thread sleeps until the earliest deadline
 * that it has seen and is only woken for an earlier one. Time in which this process does
 * not run passes for no deadline ({@link RunningTime}). Safe from any thread.
 */
public final class DeadlineWatch implements AutoCloseable {

	private static final Logger logger = System.getLogger(DeadlineWatch.class.getName());

	private static final long RETRY = Duration.ofSeconds(1).toNanos();

	/** No deadline. */
	public static final long NEVER = Long.MAX_VALUE;

	private final RunningTime time;

	private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

	private volatile long nextLook = NEVER;

	private volatile boolean again;

	private final ThreadOnDemand thread = new ThreadOnDemand("com-rpc-deadlines", this::look);

	/**
	 * Creates a watch, whose thread starts with the first thing to watch.
	 * @param ticker a clock in nanoseconds
	 */
	public DeadlineWatch(LongSupplier ticker) {
		this.time = new RunningTime(ticker);
	}

	/**
	 * Returns the time.
	 * @return nanoseconds since the watch was created, without those in which this
	 * process did not run while something had a deadline
	 */
	public long now() {
		return this.time.now();
	}

	/**
	 * Returns a deadline.
	 * @param duration how long from now, of any length
	 * @return the time, {@link #NEVER} if it is too far away
	 */
	public long in(Duration duration) {
		long now = now();
		return (duration.compareTo(Duration.ofNanos(NEVER - now)) < 0) ? now + duration.toNanos() : NEVER;
	}

	/**
	 * Starts to watch something.
	 * @param thing what to watch
	 */
	public void add(Watched thing) {
		this.watched.add(thing);
		this.thread.start();
		noticed(thing.dueAt());
	}

	/**
	 * Watches something no more.
	 * @param thing what was watched
	 */
	public void remove(Watched thing) {
		this.watched.remove(thing);
	}

	/**
	 * Takes notice that a deadline was set, after it was.
	 * @param dueAt the deadline
	 */
	public void noticed(long dueAt) {
		if (dueAt < this.nextLook) {
			this.again = true;
			this.thread.unpark();
		}
	}

	private void look() {
		while (!this.thread.isClosed()) {
			// Whoever sets a deadline during the round asks for another one
			this.again = false;
			this.nextLook = NEVER;
			long now = now();
			long earliest = NEVER;
			for (Watched each : this.watched) {
				boolean failed = each.dueAt() <= now && !expire(each, now);
				earliest = Math.min(earliest, failed ? now + RETRY : each.dueAt());
			}
			this.nextLook = earliest;
			// A lock in the round may have used up what was to wake this thread
			sleepUntil(earliest);
		}
		this.time.rest();
	}

	/**
	 * What goes wrong with one of them, such as for a lack of memory, is tried again and
	 * keeps the thread from none of the others.
	 */
	private static boolean expire(Watched each, long now) {
		try {
			each.expire(now);
			return true;
		}
		catch (RuntimeException | Error ex) {
			FailureLog.log(logger, Level.ERROR, "What takes too long could not be ended and is tried again", ex);
			return false;
		}
	}

	private void sleepUntil(long due) {
		for (long left = due - now(); left > 0 && isToSleep(); left = due - now()) {
			if (due == NEVER) {
				this.time.rest();
				LockSupport.park(this);
				return;
			}
			LockSupport.parkNanos(this, this.time.sleep(left));
		}
	}

	private boolean isToSleep() {
		// Of code that interrupts whatever thread it finds: it would not sleep
		Thread.interrupted();
		return !this.again && !this.thread.isClosed();
	}

	/**
	 * Ends the thread.
	 */
	@Override
	public void close() {
		this.thread.close();
	}

	/**
	 * What has a deadline.
	 */
	public interface Watched {

		/**
		 * Returns the deadline.
		 * @return a time as {@link #now()} has it, or {@link #NEVER}
		 */
		long dueAt();

		/**
		 * Called when the deadline may have passed, and again until it is moved. Must not
		 * block or throw.
		 * @param now the time
		 */
		void expire(long now);

	}

}
