package io.github.comspring.core.reference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.CoClass;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.ThreadOnDemand;
import org.jspecify.annotations.Nullable;

/**
 * Releases pointers that were forgotten, and says where they came from. Watching a
 * pointer is on the path of every activation, so each thread mostly writes to a list of
 * its own choice, and only some pointers keep the place that created them.
 * <p>
 * A {@link java.lang.ref.Cleaner} would do but for its thread, which starts at once and
 * cannot be ended; this one's starts with the first pointer and ends with
 * {@link #close()}.
 */
public final class LeakDetector implements AutoCloseable {

	private static final Logger logger = System.getLogger(LeakDetector.class.getName());

	private static final int STACKS = 16;

	private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

	private final WatchStack[] stacks = new WatchStack[STACKS];

	private final int sampleRate;

	private final Set<CoClass> warned = ConcurrentHashMap.newKeySet();

	private final ThreadOnDemand thread = new ThreadOnDemand("com-forgotten-pointers", this::releaseForgotten);

	/**
	 * Creates a detector.
	 * @param sampleRate of how many pointers one keeps the place that created it; zero
	 * for none
	 */
	public LeakDetector(int sampleRate) {
		this.sampleRate = sampleRate;
		for (int i = 0; i < STACKS; i++) {
			this.stacks[i] = new WatchStack();
		}
	}

	/**
	 * Watches a pointer, and releases its object's reference should it be forgotten.
	 * @param pointer the pointer
	 * @param object the object that it counts on
	 * @return what ends the watch
	 */
	Watch watch(Object pointer, CountedObject object) {
		this.thread.start();
		Watch watch = new Watch(pointer, this.unreachable, object, isSampled() ? new CreatedHere() : null);
		this.stacks[(int) Thread.currentThread().getId() & (STACKS - 1)].push(watch);
		return watch;
	}

	private boolean isSampled() {
		return this.sampleRate > 0 && ThreadLocalRandom.current().nextInt(this.sampleRate) == 0;
	}

	private void releaseForgotten() {
		while (!this.thread.isClosed()) {
			try {
				release((Watch) this.unreachable.remove());
			}
			catch (InterruptedException ex) {
				// Closed, or code that interrupts whatever thread it finds
			}
			catch (RuntimeException | Error ex) {
				FailureLog.log(logger, Level.WARNING, "A pointer that was forgotten could not be released", ex);
			}
		}
	}

	private void release(Watch watch) {
		CountedObject object = watch.object;
		if (object == null) {
			return;
		}
		warn(object.coClass(), watch.created);
		watch.end();
		object.release();
	}

	private void warn(CoClass coClass, @Nullable CreatedHere created) {
		if (created != null) {
			logger.log(Level.WARNING, "A pointer to " + coClass + " was forgotten and has been released. "
					+ "Close it where it was created, best with try-with-resources", created);
		}
		else if (this.warned.add(coClass)) {
			logger.log(Level.WARNING, "A pointer to " + coClass + " was forgotten and has been released. "
					+ "Set comspring.leak-detection.sample-rate to 1 to see where such pointers are created");
		}
	}

	/**
	 * Ends the detector's thread. Pointers that are forgotten from now on stay.
	 */
	@Override
	public void close() {
		this.thread.close();
		this.thread.interrupt();
	}

	/**
	 * The watch on one pointer: reachable from its stack until it ends, or else the
	 * garbage collector would drop it together with the pointer.
	 */
	static final class Watch extends PhantomReference<Object> {

		/**
		 * What the pointer counts on, or {@code null} once the watch has ended. Not
		 * volatile: a pointer is closed or forgotten, never both, and the garbage
		 * collector stands between the thread that wrote this and the one that reads it.
		 */
		private @Nullable CountedObject object;

		private @Nullable CreatedHere created;

		private @Nullable Watch next;

		private Watch(@Nullable Object pointer, @Nullable ReferenceQueue<Object> queue, CountedObject object,
				@Nullable CreatedHere created) {
			super(pointer, queue);
			this.object = object;
			this.created = created;
		}

		/**
		 * Ends the watch, because the pointer was closed. Its stack drops it later.
		 */
		void end() {
			this.object = null;
			this.created = null;
		}

	}

	/**
	 * A stack of watches. Those that have ended are swept out together, once they may be
	 * as many as the others, so that a watch costs one step to begin and none to end.
	 */
	private static final class WatchStack {

		private static final int SWEEP_AT_LEAST = 64;

		private final AtomicReference<@Nullable Watch> top = new AtomicReference<>();

		/**
		 * A hint, which threads may race on: a step that is lost puts the sweep off by
		 * one, and one that undoes a sweep's makes the next come sooner.
		 */
		private int untilSweep = SWEEP_AT_LEAST;

		private final AtomicBoolean sweeping = new AtomicBoolean();

		void push(Watch watch) {
			if (--this.untilSweep < 0 && this.sweeping.compareAndSet(false, true)) {
				try {
					this.untilSweep = Math.max(SWEEP_AT_LEAST, sweep());
				}
				finally {
					this.sweeping.set(false);
				}
			}
			add(watch);
		}

		private void add(Watch watch) {
			Watch below;
			do {
				below = this.top.get();
				watch.next = below;
			}
			while (!this.top.compareAndSet(below, watch));
		}

		/**
		 * Drops the watches that have ended.
		 * @return how many are left
		 */
		private int sweep() {
			int left = 0;
			Watch watch = this.top.getAndSet(null);
			while (watch != null) {
				Watch next = watch.next;
				if (watch.object != null) {
					add(watch);
					left++;
				}
				watch = next;
			}
			return left;
		}

	}

	/**
	 * The place that created a pointer.
	 */
	private static final class CreatedHere extends Exception {

		private static final long serialVersionUID = 1L;

		CreatedHere() {
			super("The forgotten pointer was created here");
		}

	}

}
