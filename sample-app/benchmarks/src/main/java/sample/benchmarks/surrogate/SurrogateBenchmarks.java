package sample.benchmarks.surrogate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.comspring.Clsid;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import sample.benchmarks.Median;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Measures cold activations: of a jar in a surrogate, one kept ready or with a class
 * archive or without, and of a class in a Spring Boot application, next to the start of a
 * JVM that only says hello. All JVMs have the same options, and take turns, so that noise
 * hits all alike.
 */
public final class SurrogateBenchmarks {

	private static final String QUICK = "quick";

	/** How often an archive is looked for. */
	private static final int ATTEMPTS = 30;

	private static final String CLASS = "comspring.classes[{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E03}].";

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final String CLASS_PATH = Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();

	private final int runs;

	private final int classes;

	private SurrogateBenchmarks(boolean quick) {
		this.runs = quick ? 1 : 15;
		this.classes = quick ? 3 : 50;
	}

	/**
	 * Runs the benchmark and prints the ratios. The archive is made in the cache of the
	 * user.
	 * @param args {@code quick} for a smoke test that proves no number
	 * @throws IOException if a process or a file cannot be had
	 * @throws InterruptedException if interrupted
	 */
	public static void run(String... args) throws IOException, InterruptedException {
		new SurrogateBenchmarks(List.of(args).contains(QUICK)).measure();
	}

	private void measure() throws IOException, InterruptedException {
		Path jar = Files.createTempFile("adder", ".jar");
		AdderModule.writeTo(jar);
		try (ColdStart archived = surrogate(jar, true, 0);
				ColdStart spare = surrogate(jar, true, 1);
				ColdStart plain = surrogate(jar, false, 0);
				ColdStart boot = coldStart("local-server=" + bootServer(), "local-server", false, 0)) {
			awaitArchive(archived);
			// What comes last is what the others are compared with
			Map<String, ColdStart> servers = new LinkedHashMap<>();
			servers.put("jar in a surrogate kept ready (`spares: 1`)", spare);
			servers.put("jar in a surrogate, class archive", archived);
			servers.put("jar in a surrogate, no class archive", plain);
			servers.put("Spring Boot local server", boot);
			print(hello(servers), servers, boot);
			measureMany(jar);
		}
		finally {
			Files.delete(jar);
		}
	}

	/**
	 * Measures all servers in turns.
	 * @return how long a JVM takes that only says hello, in milliseconds
	 */
	private double hello(Map<String, ColdStart> servers) throws IOException, InterruptedException {
		for (ColdStart each : servers.values()) {
			// What the client loads is not the server's cost
			each.measure();
			each.forget();
		}
		List<Double> hello = new ArrayList<>();
		for (int i = 0; i < this.runs; i++) {
			hello.add(hello());
			for (ColdStart each : servers.values()) {
				each.measure();
			}
		}
		return Median.of(hello);
	}

	private void measureMany(Path jar) {
		ManyClasses many = new ManyClasses(this.classes);
		try (ConfigurableApplicationContext client = client(true, many.arguments(jar))) {
			many.measure(client);
		}
	}

	private void print(double hello, Map<String, ColdStart> servers, ColdStart boot) {
		System.out.printf("%nJDK %s, median of %d%n%n", Runtime.version().feature(), this.runs);
		System.out
			.printf("| | ms | against hello | against Spring Boot | resident MiB, idle |%n|---|---|---|---|---|%n");
		System.out.printf(Locale.ROOT, "| JVM that says hello | %.0f | 1.0 | | |%n", hello);
		servers.forEach((name, start) -> System.out.printf(Locale.ROOT, "| %s | %.0f | %.1f | 1/%.1f | %.0f |%n", name,
				start.millis(), start.millis() / hello, boot.millis() / start.millis(), start.residentMebibytes()));
	}

	/**
	 * Activates until there is an archive.
	 */
	private static void awaitArchive(ColdStart start) throws IOException, InterruptedException {
		for (int i = 0; i < ATTEMPTS && !start.archived(); i++) {
			start.measure();
			Thread.sleep(1000);
		}
		if (!start.archived()) {
			throw new IOException("No class archive was made");
		}
		start.forget();
	}

	private static double hello() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(BuiltInSurrogate.OPTIONS);
		command.addAll(List.of("-cp", CLASS_PATH, Hello.class.getName()));
		long start = System.nanoTime();
		Process process = new ProcessBuilder(command).start();
		process.inputReader().readLine();
		double millis = (System.nanoTime() - start) / 1e6;
		process.waitFor();
		return millis;
	}

	private static String bootServer() {
		return '"' + JAVA + "\" " + String.join(" ", BuiltInSurrogate.OPTIONS) + " -cp \"" + CLASS_PATH + "\" "
				+ BootServer.class.getName() + " --comspring.security.enabled=false";
	}

	private static ColdStart surrogate(Path jar, boolean archive, int spares) {
		return coldStart("in-process-server=" + jar, "surrogate", archive, spares);
	}

	private static ColdStart coldStart(String server, String context, boolean archive, int spares) {
		return new ColdStart(
				client(archive,
						List.of("--" + CLASS + server, "--" + CLASS + "context=" + context,
								"--" + CLASS + "application=cold", "--comspring.applications.cold.spares=" + spares)),
				Clsid.of(BootServer.CLSID), spares > 0);
	}

	/**
	 * Starts an application that does not mind when its servers are killed: neither is a
	 * limit reached, nor does the next server wait.
	 */
	private static ConfigurableApplicationContext client(boolean archive, List<String> classes) {
		List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off",
				"--comspring.security.enabled=false", "--logging.level.root=error",
				"--comspring.surrogate.class-archive=" + archive, "--comspring.applications.cold.restart-window=1ms",
				"--comspring.applications.many.restart-window=1ms"));
		arguments.addAll(classes);
		return new SpringApplicationBuilder(Client.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.run(arguments.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
