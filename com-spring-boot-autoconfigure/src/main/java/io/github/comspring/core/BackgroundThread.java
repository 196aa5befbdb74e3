package io.github.comspring.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads in which the runtime does its own work. They are daemons, and take
 * nothing along of the code that happens to need them first: no thread locals, and the
 * class loader of the runtime. One that ends by what nobody has caught says so in the
 * log. Safe from any thread.
 */
public final class BackgroundThread {

	private static final Logger logger = System.getLogger(BackgroundThread.class.getName());

	private BackgroundThread() {
	}

	/**
	 * Starts a thread.
	 * @param name its name
	 * @param task what it does
	 * @throws OutOfMemoryError if this process can have no more threads
	 */
	public static void start(String name, Runnable task) {
		unstarted(name, task).start();
	}

	/**
	 * Makes a thread.
	 * @param name its name
	 * @param task what it does
	 * @return the thread, which is not started
	 */
	public static Thread unstarted(String name, Runnable task) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(BackgroundThread.class.getClassLoader());
		thread.setUncaughtExceptionHandler(BackgroundThread::ended);
		return thread;
	}

	/**
	 * Makes the threads of a pool.
	 * @param name the name of each
	 * @return what makes them
	 */
	public static ThreadFactory factory(String name) {
		return (task) -> unstarted(name, task);
	}

	private static void ended(Thread thread, Throwable ex) {
		FailureLog.log(logger, Level.ERROR, "The thread " + thread.getName() + " has ended before its time", ex);
	}

}
