package io.github.comspring.core.surrogate;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.comspring.core.BackgroundThread;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process when its heap is so nearly full that next to nothing happens in it
 * but collections: the serial collector goes on like that for ever, and so would a call.
 * The process ends as it does when the heap is full, and unless the application has the
 * JVM go on then. Each collection wakes the thread, though not more than once a round: an
 * idle process has none. What tells how long collections take is loaded only when there
 * is little room in the heap.
 */
final class HeapWatch {

	/** How long a round takes at least, in milliseconds; a second if nothing is said. */
	static final String ROUND = "comspring.surrogate.heap-round";

	private static final String FULL = "The heap of this process is full: nearly all its time goes to collections "
			+ "that free next to nothing. Raise max-heap of its application, or have it hold less";

	/** A heap that is used to so many hundredths may be nearly full. */
	private static final int NEARLY_FULL = 90;

	/** After so many rounds with such a heap it is worth while to look closer. */
	private static final int FIRST_ROUNDS = 3;

	/** So many more rounds in vain than others are the end. */
	private static final int ROUNDS_IN_VAIN = 10;

	private final Duration round = Duration.ofMillis(Long.getLong(ROUND, 1000));

	private final Runtime runtime = Runtime.getRuntime();

	private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

	private @Nullable SerialCollector collector;

	private int roundsNearlyFull;

	private int roundsInVain;

	/** Asked for in the end: the JVM has it, or ends this process. */
	private long @Nullable [] half;

	private HeapWatch() {
	}

	/**
	 * Starts to watch the heap, if a process without memory is to end.
	 */
	static void start() {
		if (OutOfMemoryEnd.isWanted()) {
			HeapWatch watch = new HeapWatch();
			BackgroundThread.start("com-heap", watch::run);
		}
	}

	private void run() {
		try {
			do {
				awaitCollection();
				LockSupport.parkNanos(this.round.toNanos());
			}
			while (look());
		}
		catch (LinkageError ex) {
			// A JVM without java.management: its user has chosen the collector, too
		}
	}

	private void awaitCollection() {
		Reference<Object> next = new WeakReference<>(new Object(), this.collected);
		try {
			this.collected.remove();
		}
		catch (InterruptedException ex) {
			// Of code that interrupts whatever thread it finds
		}
		Reference.reachabilityFence(next);
	}

	/**
	 * Looks at the heap.
	 * @return whether to go on: other collectors have limits of their own, or are the
	 * application's choice
	 */
	private boolean look() {
		if (!isNearlyFull()) {
			this.roundsNearlyFull = 0;
			this.roundsInVain = 0;
			return true;
		}
		this.roundsNearlyFull++;
		return this.roundsNearlyFull < FIRST_ROUNDS || lookCloser();
	}

	private boolean isNearlyFull() {
		long used = this.runtime.totalMemory() - this.runtime.freeMemory();
		return used > this.runtime.maxMemory() / 100 * NEARLY_FULL;
	}

	private boolean lookCloser() {
		SerialCollector found = (this.collector != null) ? this.collector : SerialCollector.find();
		this.collector = found;
		if (found == null) {
			return false;
		}
		this.roundsInVain = found.wasInVain() ? this.roundsInVain + 1 : Math.max(0, this.roundsInVain - 1);
		if (this.roundsInVain >= ROUNDS_IN_VAIN) {
			this.roundsInVain = 0;
			end();
		}
		return true;
	}

	/**
	 * Has the JVM do all that it does when the heap is full, such as write it to a file,
	 * by asking for what cannot be had. Before that it lets go of what is only cached:
	 * should that help, the process goes on.
	 */
	private void end() {
		System.err.println(FULL);
		this.half = new long[(int) Math.min(Integer.MAX_VALUE / 2, this.runtime.maxMemory() / 2 / Long.BYTES)];
		this.half = null;
	}

}
