package io.github.comspring.core.orpc.importer;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

import io.github.comspring.core.SingleFlight;

/**
 * Has the garbage collector look for objects of other processes that nobody uses any more
 * whenever there are twice as many as there were after its last look. By itself it looks
 * when this process lacks memory, and until then the others have to keep what their
 * clients may have forgotten long ago. Safe from any thread.
 */
final class ForgottenArguments {

	/** How many there may be without a look. */
	static final int LEAST = 64;

	/** How long to wait at most until the collector says that it has looked. */
	private static final Duration LONGEST = Duration.ofSeconds(1);

	/** How often, and how long apart, the count is to be the same before it is taken. */
	private static final int STABLE = 20;

	private static final Duration PAUSE = Duration.ofMillis(1);

	private final IntSupplier held;

	private final Runnable collector;

	private final SingleFlight<Integer> look = new SingleFlight<>("the search for forgotten arguments");

	private volatile int most = LEAST;

	/**
	 * Creates it, with no look yet.
	 * @param held counts the objects
	 * @param collector runs the garbage collector
	 */
	ForgottenArguments(IntSupplier held, Runnable collector) {
		this.held = held;
		this.collector = collector;
	}

	/**
	 * Called before another object is held, whose client waits for the look.
	 */
	void makeRoom() {
		if (this.held.getAsInt() >= this.most) {
			this.look.join(this::look);
		}
	}

	private Integer look() {
		if (this.held.getAsInt() >= this.most) {
			this.collector.run();
			this.most = Math.max(LEAST, 2 * awaitStable());
		}
		return this.most;
	}

	/**
	 * What has been found is given back by another thread.
	 */
	private int awaitStable() {
		int last = this.held.getAsInt();
		for (int same = 0; same < STABLE; same++) {
			LockSupport.parkNanos(PAUSE.toNanos());
			int now = this.held.getAsInt();
			same = (now < last) ? 0 : same;
			last = now;
		}
		return last;
	}

	/**
	 * Runs the garbage collector of this process, and waits until it says what it has
	 * found.
	 */
	static void collect() {
		ReferenceQueue<Object> said = new ReferenceQueue<>();
		Reference<Object> probe = new PhantomReference<>(new Object(), said);
		System.gc();
		try {
			said.remove(LONGEST.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Reference.reachabilityFence(probe);
	}

}
