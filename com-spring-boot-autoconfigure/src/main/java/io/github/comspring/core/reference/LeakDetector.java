package io.github.comspring.core.reference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.github.comspring.CoClass;
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

	private static final int LISTS = 16;

	private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

	private final WatchList[] lists = new WatchList[LISTS];

	private final int sampleRate;

	private final Set<CoClass> warned = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Thread thread;

	private boolean closed;

	/**
	 * Creates a detector.
	 * @param sampleRate of how many pointers one keeps the place that created it; zero
	 * for none
	 */
	public LeakDetector(int sampleRate) {
		this.sampleRate = sampleRate;
		for (int i = 0; i < LISTS; i++) {
			this.lists[i] = new WatchList();
		}
	}

	/**
	 * Watches a pointer, and releases its object's reference should it be forgotten.
	 * @param pointer the pointer
	 * @param object the object that it counts on
	 * @return what ends the watch
	 */
	Watch watch(Object pointer, CountedObject object) {
		if (this.thread == null) {
			start();
		}
		WatchList list = this.lists[(int) Thread.currentThread().getId() & (LISTS - 1)];
		Watch watch = new Watch(pointer, this.unreachable, object, list, isSampled() ? new CreatedHere() : null);
		list.add(watch);
		return watch;
	}

	private boolean isSampled() {
		return this.sampleRate > 0 && ThreadLocalRandom.current().nextInt(this.sampleRate) == 0;
	}

	private synchronized void start() {
		if (this.thread == null && !this.closed) {
			Thread started = new Thread(this::releaseForgotten, "com-forgotten-pointers");
			started.setDaemon(true);
			started.start();
			this.thread = started;
		}
	}

	private void releaseForgotten() {
		try {
			while (true) {
				release((Watch) this.unreachable.remove());
			}
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	private void release(Watch watch) {
		watch.end();
		CoClass coClass = watch.object.coClass();
		if (watch.created != null) {
			logger.log(Level.WARNING, "A pointer to " + coClass + " was forgotten and has been released. "
					+ "Close it where it was created, best with try-with-resources", watch.created);
		}
		else if (this.warned.add(coClass)) {
			logger.log(Level.WARNING, "A pointer to " + coClass + " was forgotten and has been released. "
					+ "Set comspring.leak-detection.sample-rate to 1 to see where such pointers are created");
		}
		watch.object.release();
	}

	/**
	 * Ends the detector's thread. Pointers that are forgotten from now on stay.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

	/**
	 * The watch on one pointer: reachable from its list until it ends, or else the
	 * garbage collector would drop it together with the pointer.
	 */
	static final class Watch extends PhantomReference<Object> {

		private final CountedObject object;

		private final WatchList list;

		private final @Nullable CreatedHere created;

		private @Nullable Watch previous;

		private @Nullable Watch next;

		private Watch(@Nullable Object pointer, @Nullable ReferenceQueue<Object> queue, CountedObject object,
				WatchList list, @Nullable CreatedHere created) {
			super(pointer, queue);
			this.object = object;
			this.list = list;
			this.created = created;
		}

		/**
		 * Ends the watch, because the pointer was closed.
		 */
		void end() {
			this.list.remove(this);
		}

	}

	/**
	 * A doubly linked list.
	 */
	private static final class WatchList {

		private @Nullable Watch first;

		synchronized void add(Watch watch) {
			watch.next = this.first;
			if (this.first != null) {
				this.first.previous = watch;
			}
			this.first = watch;
		}

		synchronized void remove(Watch watch) {
			if (watch.previous != null) {
				watch.previous.next = watch.next;
			}
			else {
				this.first = watch.next;
			}
			if (watch.next != null) {
				watch.next.previous = watch.previous;
			}
			watch.previous = null;
			watch.next = null;
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
