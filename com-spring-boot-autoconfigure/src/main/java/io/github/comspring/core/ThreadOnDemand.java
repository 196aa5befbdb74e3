package io.github.comspring.core;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A {@link BackgroundThread} that starts when it is needed first and is there until it is
 * closed. Its task goes on when it is interrupted, as some code interrupts whatever
 * threads it finds, and ends when this is {@linkplain #isClosed() closed}. Safe from any
 * thread.
 */
public final class ThreadOnDemand implements AutoCloseable {

	private final String name;

	private final Runnable task;

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	/**
	 * Creates it, with no thread.
	 * @param name the name of the thread
	 * @param task what it does, once
	 */
	public ThreadOnDemand(String name, Runnable task) {
		this.name = name;
		this.task = task;
	}

	/**
	 * Starts the thread, unless it was started or this is closed. One that could not be
	 * started is started with the next call.
	 * @throws OutOfMemoryError if this process can have no more threads
	 */
	public void start() {
		if (this.thread == null) {
			startOnce();
		}
	}

	private synchronized void startOnce() {
		if (this.thread == null && !this.closed) {
			Thread started = BackgroundThread.unstarted(this.name, this.task);
			started.start();
			this.thread = started;
		}
	}

	/**
	 * Has the thread not park, or not the next time.
	 */
	public void unpark() {
		LockSupport.unpark(this.thread);
	}

	/**
	 * Interrupts the thread, if there is one.
	 */
	public void interrupt() {
		Thread started = this.thread;
		if (started != null) {
			started.interrupt();
		}
	}

	/**
	 * Tells whether the task is to end.
	 * @return whether this was closed
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * Has the task end once it looks, and the thread not park. Does not wait for it.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		unpark();
	}

}
