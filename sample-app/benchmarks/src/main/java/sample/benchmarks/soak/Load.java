package sample.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.core.scm.protocol.Scm;
import sample.benchmarks.Adder;

import org.springframework.context.ApplicationContext;

/**
 * The kinds of load, each with how much of it shows what grows with time.
 */
enum Load {

	/** Objects of this process are created and let go. */
	IN_PROCESS("in-process", "in-process", 64, 10_000_000) {

		@Override
		void round(Activator activator, Scm scm) {
			activator.createInstance(CLASS, Adder.class).close();
		}

	},

	/** Objects of a surrogate are created, called and let go. */
	SURROGATE("surrogate", "surrogate", 8, 200_000) {

		@Override
		void round(Activator activator, Scm scm) {
			try (ComPointer<Adder> pointer = activator.createInstance(CLASS, Adder.class)) {
				require(pointer.get().add(20, 22) == 42);
			}
		}

	},

	/** The surrogate of an object is killed, and the next one started. */
	CRASH("crash", "surrogate", 1, 500) {

		@Override
		void round(Activator activator, Scm scm) {
			try (ComPointer<Adder> pointer = activator.createInstance(CLASS, Adder.class)) {
				long pid = scm.servers().get(0).pid();
				ProcessHandle surrogate = ProcessHandle.of(pid).orElseThrow();
				surrogate.destroyForcibly();
				surrogate.onExit().join();
				require(fails(pointer.get()));
			}
		}

	};

	static final Clsid CLASS = Clsid.of("{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E04}");

	private final String argument;

	private final String context;

	private final int threads;

	private final int rounds;

	Load(String argument, String context, int threads, int rounds) {
		this.argument = argument;
		this.context = context;
		this.threads = threads;
		this.rounds = rounds;
	}

	/** What it is called on the command line. */
	String argument() {
		return this.argument;
	}

	/** Where the class runs. */
	String context() {
		return this.context;
	}

	/** How many threads make the load. */
	int threads() {
		return this.threads;
	}

	/** How many rounds are enough. */
	int rounds() {
		return this.rounds;
	}

	/**
	 * Does it once.
	 * @param activator creates objects
	 * @param scm knows their processes
	 */
	abstract void round(Activator activator, Scm scm);

	/**
	 * Does it many times.
	 * @param application the client
	 * @param count how often, by all threads together
	 * @throws ExecutionException if one round fails
	 * @throws InterruptedException if interrupted
	 */
	void run(ApplicationContext application, int count) throws ExecutionException, InterruptedException {
		Activator activator = application.getBean(Activator.class);
		Scm scm = application.getBean(Scm.class);
		ExecutorService executor = Executors.newFixedThreadPool(this.threads);
		try {
			List<Future<?>> shares = new ArrayList<>();
			for (int i = 0; i < this.threads; i++) {
				int share = count / this.threads + ((i < count % this.threads) ? 1 : 0);
				shares.add(executor.submit(() -> {
					for (int round = 0; round < share; round++) {
						round(activator, scm);
					}
				}));
			}
			for (Future<?> each : shares) {
				each.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static boolean fails(Adder adder) {
		try {
			adder.add(20, 22);
			return false;
		}
		catch (ComException ex) {
			return true;
		}
	}

	private static void require(boolean right) {
		if (!right) {
			throw new IllegalStateException("The wrong answer");
		}
	}

}
