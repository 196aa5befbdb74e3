package io.github.comspring.core.rpc.server;

import io.github.comspring.core.GuardedBy;

/**
 * A thread that reads from a channel, which an interrupt would close: it can be
 * interrupted while it carries out a call, and at no other time. Some code interrupts
 * whatever threads it finds.
 */
final class ConnectionThread extends Thread {

	private final Object lock = new Object();

	@GuardedBy("lock")
	private boolean calling;

	ConnectionThread(Runnable task, String name) {
		super(null, task, name, 0, false);
		setDaemon(true);
	}

	/**
	 * Has the current thread take interrupts from now on, or none any more. Does nothing
	 * to other kinds of threads.
	 */
	static void calls(boolean begins) {
		if (Thread.currentThread() instanceof ConnectionThread current) {
			current.setCalling(begins);
		}
		if (!begins) {
			Thread.interrupted();
		}
	}

	private void setCalling(boolean begins) {
		synchronized (this.lock) {
			this.calling = begins;
		}
	}

	@Override
	public void interrupt() {
		synchronized (this.lock) {
			if (this.calling) {
				super.interrupt();
			}
		}
	}

}
