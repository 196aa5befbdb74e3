package sample.benchmarks.surrogate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import sample.benchmarks.Adder;
import sample.benchmarks.Median;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Activations of a class whose server does not run yet.
 */
final class ColdStart implements AutoCloseable {

	/** Option of a JVM that uses a class archive. */
	private static final String ARCHIVE = "-XX:SharedArchiveFile=";

	private final ConfigurableApplicationContext client;

	private final Clsid clsid;

	private final boolean spare;

	private final List<Double> millis = new ArrayList<>();

	private final List<Double> residentMebibytes = new ArrayList<>();

	private String arguments = "";

	/**
	 * Prepares activations.
	 * @param client the application
	 * @param clsid the class
	 * @param spare whether each is to find a spare surrogate
	 */
	ColdStart(ConfigurableApplicationContext client, Clsid clsid, boolean spare) {
		this.client = client;
		this.clsid = clsid;
		this.spare = spare;
	}

	/**
	 * Activates the class, calls the object, and ends the server.
	 * @throws IOException if the memory of the server cannot be read
	 * @throws InterruptedException if interrupted
	 */
	void measure() throws IOException, InterruptedException {
		awaitSpare();
		long start = System.nanoTime();
		try (ComPointer<Adder> pointer = this.client.getBean(Activator.class).createInstance(this.clsid, Adder.class)) {
			pointer.get().add(1, 2);
			this.millis.add((System.nanoTime() - start) / 1e6);
		}
		List<ServerDescription> running = new ArrayList<>(servers(Kind.SURROGATE));
		running.addAll(servers(Kind.LOCAL_SERVER));
		long pid = running.stream().max(Comparator.comparingLong(ServerDescription::launch)).orElseThrow().pid();
		ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
		this.arguments = server.info().commandLine().orElse("");
		this.residentMebibytes.add(resident(pid));
		server.destroyForcibly();
		server.onExit().join();
		// Nothing is to start while another server is measured
		awaitSpare();
	}

	private void awaitSpare() throws InterruptedException {
		while (this.spare && servers(Kind.SPARE).isEmpty()) {
			Thread.sleep(50);
		}
	}

	private List<ServerDescription> servers(Kind kind) {
		return this.client.getBean(Scm.class).servers().stream().filter((each) -> each.kind() == kind).toList();
	}

	private static double resident(long pid) throws IOException {
		Path status = Path.of("/proc", Long.toString(pid), "status");
		if (!Files.exists(status)) {
			return Double.NaN;
		}
		return Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
			.findFirst()
			.orElse(Double.NaN);
	}

	/**
	 * Tells whether the last server used a class archive.
	 * @return whether it did
	 */
	boolean archived() {
		return this.arguments.contains(ARCHIVE);
	}

	/**
	 * Forgets what was measured.
	 */
	void forget() {
		this.millis.clear();
		this.residentMebibytes.clear();
	}

	double millis() {
		return Median.of(this.millis);
	}

	double residentMebibytes() {
		return Median.of(this.residentMebibytes);
	}

	@Override
	public void close() {
		this.client.close();
	}

}
