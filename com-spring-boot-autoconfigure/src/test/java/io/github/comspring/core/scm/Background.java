package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * What a thread of its own does while the test goes on.
 *
 * @param <V> the type of the result
 */
record Background<V>(FutureTask<V> task, Thread thread) {

	static <V> Background<V> start(Callable<V> work) {
		FutureTask<V> task = new FutureTask<>(work);
		Thread thread = new Thread(task, "test-background");
		thread.setDaemon(true);
		thread.start();
		return new Background<>(task, thread);
	}

	/**
	 * Waits until the thread waits for something that takes its time.
	 */
	void awaitWaiting() {
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.thread.getState() == Thread.State.TIMED_WAITING);
	}

	boolean isDone() {
		return this.task.isDone();
	}

	/**
	 * Waits for the end of the work.
	 * @throws Exception what the work threw
	 */
	V get() throws Exception {
		try {
			return this.task.get(2, TimeUnit.MINUTES);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception thrown) ? thrown : ex;
		}
	}

}
