package io.github.comspring.core.classtable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.RunningTime;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.ReferenceCount;

/**
 * The process as the server of its class objects: its reference count, which is closed
 * while the process is suspended. Safe from any thread, without locks but for the one who
 * waits for the last release.
 */
final class ServerProcess implements ClassObject.Server {

	private final ReferenceCount references = new ReferenceCount();

	private final AtomicLong resumptions = new AtomicLong();

	private final Lock waiting = new ReentrantLock();

	private final Condition lastRelease = this.waiting.newCondition();

	/** Whether somebody waits for the process to be idle. */
	private volatile boolean idleWatched;

	/** Whether no clients come any more. */
	@GuardedBy("waiting")
	private boolean retired;

	/** When the last client went, in the JDK's nanoseconds. */
	@GuardedBy("waiting")
	private long idleSince;

	/**
	 * Holds the process for an activation.
	 * @return whether it is held; {@code false} while the process is suspended
	 */
	boolean tryAcquire() {
		return this.references.tryAcquire();
	}

	/**
	 * Has whoever waits for the process to be idle wait no longer than for the last
	 * client.
	 */
	void retire() {
		this.waiting.lock();
		try {
			this.retired = true;
			this.lastRelease.signalAll();
		}
		finally {
			this.waiting.unlock();
		}
	}

	/**
	 * Adds a reference, which admits no activation if the process is suspended.
	 * @return the new count
	 */
	int addRef() {
		return this.references.acquire();
	}

	/**
	 * Takes a reference back, and suspends the process in the same step if it was the
	 * last.
	 * @return the new count
	 */
	int releaseRef() {
		int count = this.references.releaseAndCloseAtZero();
		if (count == 0 || (count == 1 && this.idleWatched)) {
			signalLastRelease();
		}
		return count;
	}

	/**
	 * Waits until the process has been without clients for a time, with no reference but
	 * one, and takes that one back: from then on nobody gets in.
	 * @param time how long
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	void releaseWhenIdle(Duration time) throws InterruptedException {
		this.waiting.lockInterruptibly();
		try {
			this.idleWatched = true;
			this.idleSince = System.nanoTime();
			do {
				awaitIdle(time.toNanos());
			}
			while (!releaseLast());
		}
		finally {
			this.waiting.unlock();
		}
	}

	private void awaitIdle(long nanos) throws InterruptedException {
		while (true) {
			if (this.references.get() > 1) {
				this.lastRelease.await();
			}
			else {
				long left = this.retired ? 0 : nanos - (System.nanoTime() - this.idleSince);
				if (left <= 0) {
					return;
				}
				this.lastRelease.awaitNanos(left);
			}
		}
	}

	/**
	 * Takes the reference back, unless a client has come in the meantime.
	 */
	private boolean releaseLast() {
		boolean last = this.references.releaseLastAndClose();
		if (last) {
			this.lastRelease.signalAll();
		}
		return last;
	}

	private void signalLastRelease() {
		this.waiting.lock();
		try {
			this.idleSince = System.nanoTime();
			this.lastRelease.signalAll();
		}
		finally {
			this.waiting.unlock();
		}
	}

	/**
	 * Waits until there are no references, if there are any, for a time in which this
	 * process runs.
	 * @param timeout how long to wait at most
	 * @return whether there are none
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	boolean awaitNoReferences(Duration timeout) throws InterruptedException {
		if (this.references.get() == 0) {
			// Nobody waits, so that nobody can be interrupted
			return true;
		}
		this.waiting.lockInterruptibly();
		try {
			return new RunningTime(System::nanoTime).await(timeout, (nanos) -> {
				if (this.references.get() > 0) {
					this.lastRelease.awaitNanos(nanos);
				}
				return this.references.get() == 0;
			});
		}
		finally {
			this.waiting.unlock();
		}
	}

	/**
	 * Admits no more activations.
	 */
	void suspend() {
		this.references.close();
	}

	/**
	 * Admits activations, first of all of what was registered suspended.
	 */
	void resume() {
		this.resumptions.incrementAndGet();
		this.references.open();
	}

	/**
	 * Tells whether activations are refused.
	 * @return whether {@link #tryAcquire()} would fail
	 */
	boolean isSuspended() {
		return this.references.isClosed();
	}

	/**
	 * Returns how often the process was resumed. What is registered suspended waits for
	 * the next number, so that one step makes all of it visible.
	 * @return the number
	 */
	long resumptions() {
		return this.resumptions.get();
	}

	@Override
	public void acquire() {
		addRef();
	}

	@Override
	public void release() {
		releaseRef();
	}

	@Override
	public boolean isKeptByClassObjects() {
		return false;
	}

}
