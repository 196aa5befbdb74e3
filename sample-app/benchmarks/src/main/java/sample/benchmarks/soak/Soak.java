package sample.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

import sample.benchmarks.surrogate.AdderModule;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Makes each kind of load in turn and prints at intervals what the process takes up: what
 * there is at the end must be what there was half way, when all was warm, and what is
 * remembered for a while, such as servers that have ended, had its full number.
 */
public final class Soak {

	private static final int INTERVALS = 10;

	private static final String QUICK = "quick";

	/** What a smoke test makes of the load. */
	private static final double HARDLY_ANY = 0.0001;

	private final Path jar;

	private final double scale;

	/** Whether there is so little load that nothing is warm at the end. */
	private final boolean quick;

	private boolean flat = true;

	private Soak(Path jar, double scale, boolean quick) {
		this.jar = jar;
		this.scale = scale;
		this.quick = quick;
	}

	/**
	 * Makes the load.
	 * @param args the kinds of it, such as {@code crash}, all if there is none; and
	 * perhaps a number that its amount is multiplied with, such as {@code 0.1}, or
	 * {@code quick} for a smoke test that proves no growth
	 * @return whether nothing has grown
	 * @throws IOException if the jar cannot be written
	 * @throws ExecutionException if the load fails
	 * @throws InterruptedException if interrupted
	 */
	public static boolean run(String... args) throws IOException, ExecutionException, InterruptedException {
		boolean quick = List.of(args).contains(QUICK);
		List<String> named = Arrays.stream(args).filter((each) -> !isNumber(each) && !each.equals(QUICK)).toList();
		double scale = Arrays.stream(args)
			.filter(Soak::isNumber)
			.mapToDouble(Double::parseDouble)
			.findFirst()
			.orElse(quick ? HARDLY_ANY : 1);
		Path jar = Files.createTempFile("adder", ".jar");
		try {
			AdderModule.writeTo(jar);
			Soak soak = new Soak(jar, scale, quick);
			for (Load each : Load.values()) {
				if (named.isEmpty() || named.contains(each.argument())) {
					soak.make(each);
				}
			}
			return soak.flat;
		}
		finally {
			Files.delete(jar);
		}
	}

	private static boolean isNumber(String argument) {
		return Character.isDigit(argument.charAt(0));
	}

	private void make(Load load) throws ExecutionException, InterruptedException {
		int rounds = Math.max(1, (int) (load.rounds() * this.scale / INTERVALS));
		System.out.printf("%n%s, %d threads, JDK %s%n%n", load.argument(), load.threads(), Runtime.version().feature());
		System.out
			.printf("| rounds | s | heap, MiB | threads | descriptors | processes |%n|---|---|---|---|---|---|%n");
		List<Reading> readings = new ArrayList<>();
		try (ConfigurableApplicationContext application = application(load)) {
			long start = System.nanoTime();
			for (int i = 1; i <= INTERVALS; i++) {
				load.run(application, rounds);
				readings.add(Reading.take());
				System.out.printf(Locale.ROOT, "| %d | %.0f | %s |%n", i * rounds, (System.nanoTime() - start) / 1e9,
						readings.get(i - 1).cells());
			}
		}
		if (this.quick) {
			return;
		}
		List<String> grown = readings.get(INTERVALS - 1).grownSince(readings.get(INTERVALS / 2 - 1));
		System.out.printf("%n%s%n", grown.isEmpty() ? "flat" : "HAS GROWN: " + String.join(", ", grown));
		this.flat &= grown.isEmpty();
	}

	/**
	 * Starts an application that does not mind when its servers are killed.
	 */
	private ConfigurableApplicationContext application(Load load) {
		String type = "--comspring.classes[" + Load.CLASS + "].";
		String limits = "--comspring.applications.soak.";
		return new SpringApplicationBuilder(Client.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.run("--spring.main.banner-mode=off", "--comspring.security.enabled=false", "--logging.level.root=error",
					type + "in-process-server=" + this.jar, type + "context=" + load.context(),
					type + "application=soak", limits + "restart-limit=1000000", limits + "restart-window=1ms");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
