package io.github.comspring.core.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LaunchMark}.
 */
@EnabledOnOs(OS.LINUX)
class LaunchMarkTests {

	private final LaunchMark mark = LaunchMark.random();

	private long orphan;

	@AfterEach
	void endOrphan() {
		ProcessHandle.of(this.orphan).ifPresent(ProcessHandle::destroyForcibly);
	}

	/**
	 * Starts a process with a mark that starts another one and ends.
	 */
	private void abandon(LaunchMark launch) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 1000 > /dev/null 2>&1 & echo $!");
		launch.applyTo(builder.environment());
		Process process = builder.start();
		try (BufferedReader reader = process.inputReader()) {
			this.orphan = Long.parseLong(reader.readLine());
		}
		process.onExit().join();
	}

	@Test
	void endBearersThenWhatTheProcessHasLeftEnds() throws IOException {
		abandon(this.mark);
		this.mark.endBearers();
		TestServers.awaitEnd(this.orphan);
		assertThat(TestServers.isRunning(this.orphan)).isFalse();
	}

	/**
	 * A process that is about to become another program shows no environment for a
	 * moment, which is hit in some of the rounds.
	 */
	@RepeatedTest(300)
	void endBearersWhenAboutToRunAnotherProgramThenEndsToo(@TempDir Path directory) throws IOException {
		Path again = Files.writeString(directory.resolve("again"), "exec sh \"$0\"");
		ProcessBuilder builder = new ProcessBuilder("sh", again.toString());
		this.mark.applyTo(builder.environment());
		Process process = builder.start();
		this.orphan = process.pid();
		this.mark.endBearers();
		assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(1));
	}

	@Test
	void endBearersWhenOfAnotherLaunchThenGoesOn() throws IOException {
		abandon(new LaunchMark(this.mark.value() + "0"));
		this.mark.endBearers();
		assertThat(TestServers.isRunning(this.orphan)).isTrue();
	}

	@Test
	void applyToThenOneVariable() {
		Map<String, String> variables = new HashMap<>();
		this.mark.applyTo(variables);
		assertThat(variables).containsExactly(Map.entry(LaunchMark.VARIABLE, this.mark.value()));
		assertThat(LaunchMark.random()).isNotEqualTo(this.mark);
	}

}
