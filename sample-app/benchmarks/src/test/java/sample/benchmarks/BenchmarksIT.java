package sample.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sample.benchmarks.remote.Operation;
import sample.benchmarks.remote.PeerKind;
import sample.benchmarks.work.Job;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands of the README, each in its shortest form: that they work, and nothing of
 * how fast anything is.
 */
@Tag("load")
@Timeout(300)
class BenchmarksIT {

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	/** What stands in for a score, or in front of one that failed. */
	private static final String[] ERRORS = { "<failure>", "<error>", "NaN", "Infinity", " failed", "HAS GROWN" };

	private static final String SCORE = " \\| [\\d.]+ \\S+ \\|";

	private static final String NUMBER = " \\| [\\d.]+";

	@TempDir
	private Path directory;

	@Test
	void benchmarksThenEachHasAScore() throws Exception {
		String output = run("-f", "0", "-wi", "0", "-i", "1", "-r", "1ms", "-foe", "true");
		for (String name : List.of("comClassFactory", "comPrototypeBean", "springGetBean", "activationBy64Threads",
				"callOnObjectFromPointer", "lookUp consecutive", "resolve 10000", "recordByHand")) {
			assertThat(output).containsPattern("\\| " + name + SCORE);
		}
	}

	@Test
	void remoteThenEachPeerHasAScore() throws Exception {
		String output = run("remote", "quick");
		for (PeerKind peer : PeerKind.values()) {
			for (Operation operation : Operation.values()) {
				assertThat(output).containsPattern("\\| " + operation + " \\| " + peer + NUMBER.repeat(6) + " \\|");
			}
		}
		for (PeerKind peer : List.of(PeerKind.RAW_UNIX, PeerKind.COM_UNIX)) {
			assertThat(output).containsPattern("\\| callWithCallback \\| " + peer + NUMBER)
				.containsPattern("\\| release \\| " + peer + NUMBER)
				.containsPattern("\\| " + peer + NUMBER);
		}
	}

	@Test
	void surrogateThenEachPlaceHasATime() throws Exception {
		String output = run("surrogate", "quick");
		for (String place : List.of("JVM that says hello", "jar in a surrogate kept ready (`spares: 1`)",
				"jar in a surrogate, class archive", "jar in a surrogate, no class archive",
				"Spring Boot local server")) {
			assertThat(output).containsPattern("\\| \\Q" + place + "\\E" + NUMBER);
		}
		assertThat(output).contains("3 classes of one application: 1 launch(es)");
	}

	@Test
	void workThenEachJobHasATimeInBothPlaces() throws Exception {
		String output = run("work", "quick");
		for (Job job : Job.values()) {
			assertThat(output).containsPattern("\\| " + job + NUMBER.repeat(6) + " \\|");
		}
	}

	@Test
	void soakThenEachLoadIsMade() throws Exception {
		String output = run("soak", "quick");
		for (String load : List.of("in-process", "surrogate", "crash")) {
			assertThat(output).containsPattern("\\n" + load + ", \\d+ threads");
		}
	}

	private String run(String... arguments) throws IOException, InterruptedException {
		Path output = this.directory.resolve("output");
		List<String> command = new ArrayList<>(List.of(JAVA, "-jar", System.getProperty("benchmarks.jar")));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			int status = process.waitFor();
			String text = Files.readString(output);
			assertThat(status).as(text).isZero();
			assertThat(text).doesNotContain(ERRORS);
			return text;
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly().waitFor();
		}
	}

}
