package io.github.comspring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs a task on several threads that start it together.
 */
public final class Race {

	private Race() {
	}

	/**
	 * Runs a task on several threads and waits for all of them.
	 * @param <V> the type of the results
	 * @param threads how many
	 * @param runner the task, given the number of its thread
	 * @return the results by the numbers of the threads
	 * @throws Exception with what the first task to fail threw as its cause
	 */
	public static <V> List<V> run(int threads, Runner<V> runner) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			CompletionService<V> ends = new ExecutorCompletionService<>(executor);
			List<Future<V>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int number = i;
				futures.add(ends.submit(() -> {
					start.await();
					return runner.run(number);
				}));
			}
			List<V> results = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				// The first that fails ends the race, though others wait for it
				ends.take().get();
			}
			for (Future<V> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * What each thread does.
	 *
	 * @param <V> the type of the result
	 */
	@FunctionalInterface
	public interface Runner<V> {

		/**
		 * Does it.
		 * @param number the number of the thread, from zero
		 * @return its result
		 * @throws Exception if it fails
		 */
		V run(int number) throws Exception;

	}

}
