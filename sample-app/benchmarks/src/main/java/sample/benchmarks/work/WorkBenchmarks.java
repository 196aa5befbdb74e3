package sample.benchmarks.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import sample.benchmarks.Median;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;

/**
 * Measures jobs in process, in a JVM with the options that it has by default, and in a
 * surrogate with those that it has by default. Both take turns, once they are warm.
 */
public final class WorkBenchmarks {

	private static final String QUICK = "quick";

	private static final Clsid HERE = Clsid.of("{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E21}");

	private static final Clsid THERE = Clsid.of("{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E22}");

	private static final int CALLERS = 8;

	private final int warmUp;

	/**
	 * A new JVM is slow until it has compiled what the job needs, however short that is.
	 */
	private final Duration leastWarmUp;

	private final int rounds;

	private final List<Job> jobs;

	private WorkBenchmarks(List<String> arguments) {
		boolean quick = arguments.contains(QUICK);
		List<Job> named = Arrays.stream(Job.values()).filter((each) -> arguments.contains(each.name())).toList();
		this.jobs = named.isEmpty() ? List.of(Job.values()) : named;
		this.warmUp = quick ? 1 : 40;
		this.leastWarmUp = quick ? Duration.ZERO : Duration.ofSeconds(8);
		this.rounds = quick ? 1 : 31;
	}

	/**
	 * Runs the benchmark and prints the ratios.
	 * @param args {@code quick} for a smoke test that proves no number, the names of jobs
	 * if not all are to be measured, and properties of the application, such as
	 * {@code --comspring.applications.work.max-heap=1GB}
	 * @throws IOException if a file cannot be written
	 * @throws InterruptedException if interrupted
	 * @throws ExecutionException if a job fails
	 */
	public static void run(String... args) throws IOException, InterruptedException, ExecutionException {
		List<String> arguments = List.of(args);
		Path directory = Files.createTempDirectory("work");
		try (ConfigurableApplicationContext client = client(WorkModule.writeTo(directory), arguments);
				ComPointer<Worker> here = client.getBean(Activator.class).createInstance(HERE, Worker.class);
				ComPointer<Worker> there = client.getBean(Activator.class).createInstance(THERE, Worker.class)) {
			new WorkBenchmarks(arguments).measure(here.get(), there.get());
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static ConfigurableApplicationContext client(Path jar, List<String> properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--spring.main.banner-mode=off", "--comspring.security.enabled=false",
						"--logging.level.root=error", "--comspring.applications.work.restart-limit=1"));
		arguments.addAll(declaration(HERE, jar, "in-process"));
		arguments.addAll(declaration(THERE, jar, "surrogate"));
		properties.stream().filter((each) -> each.startsWith("--")).forEach(arguments::add);
		return new SpringApplicationBuilder(Client.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.run(arguments.toArray(String[]::new));
	}

	private static List<String> declaration(Clsid clsid, Path jar, String context) {
		String prefix = "--comspring.classes[" + clsid + "].";
		return List.of(prefix + "in-process-server=" + jar, prefix + "context=" + context, prefix + "application=work");
	}

	private void measure(Worker here, Worker there) throws InterruptedException, ExecutionException {
		System.out.printf("%nJDK %s, median of %d, milliseconds%n%n", Runtime.version().feature(), this.rounds);
		System.out.printf(
				"| job | in process | in a surrogate | ratio | %d callers, in process | in a surrogate | ratio |%n",
				CALLERS);
		System.out.println("|---|---|---|---|---|---|---|");
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			for (Job job : this.jobs) {
				double[] one = medians(() -> here.work(job), () -> there.work(job));
				double[] many = medians(() -> all(callers, here, job), () -> all(callers, there, job));
				System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.2f | %.1f | %.1f | %.2f |%n", job, one[0],
						one[1], one[1] / one[0], many[0], many[1], many[1] / many[0]);
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	private static void all(ExecutorService callers, Worker worker, Job job)
			throws InterruptedException, ExecutionException {
		List<Future<Long>> calls = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			calls.add(callers.submit(() -> worker.work(job)));
		}
		for (Future<Long> each : calls) {
			each.get();
		}
	}

	private double[] medians(Call here, Call there) throws InterruptedException, ExecutionException {
		long start = System.nanoTime();
		for (int i = 0; i < this.warmUp || System.nanoTime() - start < this.leastWarmUp.toNanos(); i++) {
			here.run();
			there.run();
		}
		List<Double> ofHere = new ArrayList<>();
		List<Double> ofThere = new ArrayList<>();
		for (int i = 0; i < this.rounds; i++) {
			ofHere.add(millis(here));
			ofThere.add(millis(there));
		}
		return new double[] { Median.of(ofHere), Median.of(ofThere) };
	}

	private static double millis(Call call) throws InterruptedException, ExecutionException {
		long start = System.nanoTime();
		call.run();
		return (System.nanoTime() - start) / 1e6;
	}

	/**
	 * What is measured.
	 */
	private interface Call {

		void run() throws InterruptedException, ExecutionException;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
