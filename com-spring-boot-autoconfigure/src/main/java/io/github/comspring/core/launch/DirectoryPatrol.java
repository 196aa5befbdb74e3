package io.github.comspring.core.launch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import io.github.comspring.core.ThreadOnDemand;

/**
 * Looks now and then after the directories of processes for as long as they run: others
 * tidy up among temporary files. Safe from any thread.
 */
final class DirectoryPatrol implements AutoCloseable {

	private static final Duration ROUND = Duration.ofSeconds(2);

	private final Set<ChildProcess> children;

	private final ThreadOnDemand thread = new ThreadOnDemand("com-directories", this::run);

	/**
	 * Creates a patrol that makes no rounds yet.
	 * @param children the processes that run, which others change
	 */
	DirectoryPatrol(Set<ChildProcess> children) {
		this.children = children;
	}

	/**
	 * Takes notice that there is one more process.
	 */
	void noticed() {
		try {
			this.thread.start();
			this.thread.unpark();
		}
		catch (OutOfMemoryError ex) {
			// The next process tries again
		}
	}

	private void run() {
		while (awaitRound()) {
			this.children.forEach(ChildProcess::keepDirectories);
		}
	}

	/**
	 * Waits until the next round is due: without processes none is.
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
			if (this.children.isEmpty()) {
				LockSupport.park(this);
				due = System.nanoTime() + ROUND.toNanos();
			}
			else {
				LockSupport.parkNanos(this, left);
			}
		}
		return false;
	}

	@Override
	public void close() {
		this.thread.close();
	}

}
