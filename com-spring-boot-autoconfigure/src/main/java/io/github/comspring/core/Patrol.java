package io.github.comspring.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Looks now and then after what others may damage, such as files among temporary ones, in
 * a thread of its own that nobody waits for: a round may take as long as a file system
 * that hangs. Wakes for nothing else, and not at all while there is nothing to look
 * after. Safe from any thread.
 */
public final class Patrol implements AutoCloseable {

	private static final Logger logger = System.getLogger(Patrol.class.getName());

	/** How long it is from one round to the next. */
	private static final Duration ROUND = Duration.ofSeconds(2);

	private final String name;

	private final BooleanSupplier needed;

	private final Runnable round;

	private final ThreadOnDemand thread;

	/**
	 * Creates a patrol that makes no rounds yet.
	 * @param name the name of its thread
	 * @param needed tells whether there is something to look after
	 * @param round looks after it once; what it throws is logged
	 */
	public Patrol(String name, BooleanSupplier needed, Runnable round) {
		this.name = name;
		this.needed = needed;
		this.round = round;
		this.thread = new ThreadOnDemand(name, this::run);
	}

	/**
	 * Takes notice that there is something to look after.
	 * @throws OutOfMemoryError if this process can have no more threads; the next call
	 * tries again
	 */
	public void noticed() {
		this.thread.start();
		this.thread.unpark();
	}

	private void run() {
		while (awaitRound()) {
			try {
				this.round.run();
			}
			catch (RuntimeException | Error ex) {
				FailureLog.log(logger, Level.ERROR, "A round of " + this.name + " failed, and the next one is made",
						ex);
			}
		}
	}

	/**
	 * Waits until the next round is due.
	 * @return whether there is one; {@code false} once this is closed
	 */
	private boolean awaitRound() {
		long due = System.nanoTime() + ROUND.toNanos();
		while (!this.thread.isClosed()) {
			long left = due - System.nanoTime();
			if (left <= 0) {
				return true;
			}
			// Of code that interrupts whatever thread it finds: it would not sleep
			Thread.interrupted();
			if (this.needed.getAsBoolean()) {
				LockSupport.parkNanos(this, left);
			}
			else {
				LockSupport.park(this);
				due = System.nanoTime() + ROUND.toNanos();
			}
		}
		return false;
	}

	/**
	 * Ends the rounds. Does not wait for one that is under way.
	 */
	@Override
	public void close() {
		this.thread.close();
	}

}
