package io.github.comspring.core.scm;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.fixture.Worker;

/**
 * Many threads that have workers do something, until it is enough. Whatever is neither
 * the right answer nor an error that says that the server was lost is a fault.
 *
 * @param places make a worker each
 * @param limit how long each activation, and each call, may take
 * @param seed what the threads do
 */
record RandomLoad(List<Supplier<ComPointer<Worker>>> places, Duration limit, long seed, Map<String, LongAdder> outcomes,
		Queue<String> faults, CountDownLatch enough) {

	private static final int THREADS = 64;

	/** How many calls are made with one pointer at most. */
	private static final int CALLS = 20;

	/** What can be said of a server that was killed. */
	private static final Set<HResult> HONEST = Set.of(HResult.RPC_S_CALL_FAILED, HResult.RPC_S_SERVER_UNAVAILABLE,
			HResult.RPC_E_DISCONNECTED, HResult.CO_E_APPDIDNTREG, HResult.CO_E_OBJSRV_RPC_FAILURE,
			HResult.CO_E_SERVER_STOPPING, HResult.CO_E_SCM_RPC_FAILURE);

	RandomLoad(List<Supplier<ComPointer<Worker>>> places, Duration limit, long seed) {
		this(places, limit, seed, new ConcurrentSkipListMap<>(), new ConcurrentLinkedQueue<>(), new CountDownLatch(1));
	}

	/**
	 * Starts the threads.
	 */
	List<Thread> start() {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random random = new Random(this.seed + i);
			Thread thread = new Thread(() -> run(random), "load-" + i);
			thread.setDaemon(true);
			thread.start();
			threads.add(thread);
		}
		return threads;
	}

	/**
	 * Waits, unless there is enough load before.
	 * @return whether the threads go on
	 */
	boolean goesOn(long millis) throws InterruptedException {
		return !this.enough.await(millis, TimeUnit.MILLISECONDS);
	}

	private void run(Random random) {
		while (this.enough.getCount() > 0) {
			Supplier<ComPointer<Worker>> place = this.places.get(random.nextInt(this.places.size()));
			ComPointer<Worker> pointer = attempt("activation", place::get);
			if (pointer != null) {
				try (pointer) {
					work(pointer.get(), random);
				}
			}
		}
	}

	private void work(Worker worker, Random random) {
		boolean right = true;
		for (int i = random.nextInt(CALLS); i >= 0 && right; i--) {
			int task = random.nextInt(Task.values().length);
			right = attempt("call", () -> Task.values()[task].carryOut(worker, random)) != null;
		}
	}

	/**
	 * Returns the result, or {@code null} if there is none.
	 */
	private <T> T attempt(String what, Attempt<T> attempt) {
		long begin = System.nanoTime();
		T result = null;
		String outcome = "right";
		try {
			result = attempt.make();
		}
		catch (ComException | IOException ex) {
			outcome = outcome(ex);
		}
		catch (RuntimeException | Error ex) {
			outcome = fault(what, ex);
		}
		if (System.nanoTime() - begin > this.limit.toNanos()) {
			outcome = fault(what, new IllegalStateException("Took longer than " + this.limit + ", then: " + outcome));
		}
		this.outcomes.computeIfAbsent(what + ": " + outcome, (fresh) -> new LongAdder()).increment();
		return result;
	}

	private String outcome(Exception ex) {
		Throwable cause = (ex instanceof IOException) ? ex.getCause() : ex;
		return (cause instanceof ComException failure && HONEST.contains(failure.hresult()))
				? failure.hresult().toString() : fault("call or activation", ex);
	}

	private String fault(String what, Throwable thrown) {
		StringWriter text = new StringWriter();
		thrown.printStackTrace(new PrintWriter(text));
		this.faults.add(what + ": " + text);
		this.enough.countDown();
		return thrown.toString();
	}

	/**
	 * Something that may fail.
	 */
	private interface Attempt<T> {

		T make() throws IOException;

	}

	/**
	 * What a worker can be asked for.
	 */
	private enum Task {

		ADD {

			@Override
			Boolean carryOut(Worker worker, Random random) {
				int first = random.nextInt();
				return require(worker.add(first, 5) == first + 5);
			}

		},

		CALL_BACK {

			@Override
			Boolean carryOut(Worker worker, Random random) {
				AtomicInteger last = new AtomicInteger(random.nextInt(1000));
				int before = last.get();
				return require(worker.add(last::incrementAndGet) == 2 * before + 3);
			}

		},

		STREAM {

			@Override
			Boolean carryOut(Worker worker, Random random) throws IOException {
				byte[] expected = new byte[random.nextInt(10_000)];
				for (int i = 0; i < expected.length; i++) {
					expected[i] = (byte) i;
				}
				try (InputStream in = worker.count(expected.length)) {
					return require(Arrays.equals(in.readAllBytes(), expected));
				}
			}

		},

		OTHER {

			@Override
			Boolean carryOut(Worker worker, Random random) {
				return require(worker.other().add(20, 22) == 42);
			}

		};

		abstract Boolean carryOut(Worker worker, Random random) throws IOException;

		private static Boolean require(boolean right) {
			if (!right) {
				throw new IllegalStateException("The wrong answer");
			}
			return right;
		}

	}

}
