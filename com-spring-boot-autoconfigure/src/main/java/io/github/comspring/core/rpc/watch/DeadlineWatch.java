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
 * a deadline costs one write and one read: the thread is only woken for one that is
 * earlier than all that it has seen. Time in which this process does not run passes for
 * no deadline ({@link RunningTime}), which takes short sleeps; where all deadlines are of
 * things that nobody waits for, the thread sleeps until the earliest. Safe from any
 * thread.
 */
public final class DeadlineWatch implements AutoCloseable {

	private static final Logger logger = System.getLogger(DeadlineWatch.class.getName());

	private static final long RETRY = Duration.ofSeconds(1).toNanos();

	/** No deadline. */
	public static final long NEVER = Long.MAX_VALUE;

	private final RunningTime time;

	private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

	/** The earliest deadline. */
	private volatile long nextLook = NEVER;

	/** The earliest deadline for which this process must run. */
	private volatile long nextExact = NEVER;

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
	 * process did not run while something had a deadline that counts no pauses
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
		noticed(thing.dueAt(), thing.countsPauses());
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
	 * @param dueAt the deadline, which counts no pauses
	 */
	public void noticed(long dueAt) {
		noticed(dueAt, false);
	}

	/**
	 * Takes notice that a deadline was set, after it was.
	 * @param dueAt the deadline
	 * @param countsPauses as {@link Watched#countsPauses} has it
	 */
	public void noticed(long dueAt, boolean countsPauses) {
		if (dueAt < (countsPauses ? this.nextLook : this.nextExact)) {
			this.again = true;
			this.thread.unpark();
		}
	}

	private void look() {
		while (!this.thread.isClosed()) {
			// Whoever sets a deadline during the round asks for another one
			this.again = false;
			this.nextLook = NEVER;
			this.nextExact = NEVER;
			long now = now();
			long earliest = NEVER;
			long exact = NEVER;
			for (Watched each : this.watched) {
				long due = lookAt(each, now);
				earliest = Math.min(earliest, due);
				exact = each.countsPauses() ? exact : Math.min(exact, due);
			}
			this.nextExact = exact;
			this.nextLook = earliest;
			// A lock in the round may have used up what was to wake this thread
			sleep(earliest, exact != NEVER);
		}
		this.time.rest();
	}

	/**
	 * Meets a deadline that has passed.
	 * @return when to look again
	 */
	private static long lookAt(Watched each, long now) {
		boolean failed = each.dueAt() <= now && !expire(each, now);
		return failed ? now + RETRY : each.dueAt();
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

	/**
	 * Sleeps until the next look, which may come before the deadline.
	 */
	private void sleep(long due, boolean exact) {
		long left = due - now();
		if (left <= 0 || !isToSleep()) {
			return;
		}
		if (exact) {
			LockSupport.parkNanos(this, this.time.sleep(left));
			return;
		}
		this.time.rest();
		if (due == NEVER) {
			LockSupport.park(this);
		}
		else {
			LockSupport.parkNanos(this, left);
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
		 * Tells whether time may pass for the deadline in which this process does not
		 * run: then it need not run now and then to measure that.
		 * @return whether nobody loses anything if the deadline is met too early
		 */
		default boolean countsPauses() {
			return false;
		}

		/**
		 * Called when the deadline may have passed, and again until it is moved. Must not
		 * block or throw.
		 * @param now the time
		 */
		void expire(long now);

	}

}
