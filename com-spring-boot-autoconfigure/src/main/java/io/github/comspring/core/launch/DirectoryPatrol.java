package io.github.comspring.core.launch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.github.comspring.core.BackgroundThread;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then after the directories of processes for as long as they run: others
 * tidy up among temporary files. Its thread is there while there are processes. Safe from
 * any thread.
 */
final class DirectoryPatrol {

	private static final Duration ROUND = Duration.ofSeconds(2);

	private final Set<ChildProcess> children;

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	/**
	 * Creates a patrol that makes no rounds yet.
	 * @param children the processes that run, which others change
	 */
	DirectoryPatrol(Set<ChildProcess> children) {
		this.children = children;
	}

	/**
	 * Takes notice that there is a process more or less.
	 */
	void noticed() {
		Thread present = this.thread.get();
		if (present != null) {
			LockSupport.unpark(present);
		}
		else if (!this.children.isEmpty()) {
			start();
		}
	}

	private void start() {
		Thread fresh = BackgroundThread.unstarted("com-directories", this::run);
		if (this.thread.compareAndSet(null, fresh)) {
			try {
				fresh.start();
			}
			catch (OutOfMemoryError ex) {
				// The next process tries again
				this.thread.set(null);
			}
		}
	}

	private void run() {
		while (awaitRound()) {
			this.children.forEach(ChildProcess::keepDirectories);
		}
		this.thread.set(null);
		// One that has come in between was told to this thread
		noticed();
	}

	/**
	 * Waits until the next round is due.
	 * @return whether there is one; {@code false} at once if there are no processes
	 */
	private boolean awaitRound() {
		long due = System.nanoTime() + ROUND.toNanos();
		for (long left = ROUND.toNanos(); left > 0; left = due - System.nanoTime()) {
			if (this.children.isEmpty()) {
				return false;
			}
			// Of code that interrupts whatever thread it finds: it would not sleep
			Thread.interrupted();
			LockSupport.parkNanos(this, left);
		}
		return true;
	}

}
