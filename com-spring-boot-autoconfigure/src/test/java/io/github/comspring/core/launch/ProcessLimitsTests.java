package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProcessLimits} and what it makes of a process.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class ProcessLimitsTests {

	private static final String SUBJECT = TestServers.DESK.toString();

	private static final String MISSING = "no-such-prlimit";

	private static final List<String> COMMAND = List.of("server", "--flag");

	private final ProcessLauncher launcher = new ProcessLauncher();

	@AfterEach
	void close() {
		this.launcher.close();
	}

	private LaunchedProcess launch(ProcessLimits limits, String... command) {
		Confinement confinement = new Confinement(LaunchEnvironment.WHOLE, null, null, limits, List.of(), null, null);
		return this.launcher.launch(new LaunchRequest(SUBJECT, List.of(command), confinement, TestServers.SECRET));
	}

	@Test
	void launchThenKernelKnowsTheLimitsOfTheProcessItself() throws IOException {
		LaunchedProcess process = launch(new ProcessLimits(65_536, 512, Duration.ofMillis(1500), 0, null), "/bin/sleep",
				"1000");
		String limits = TestServers.await(() -> limits(process), (text) -> text.matches("(?s).*Max data size +\\d.*"));
		assertThat(limits).containsPattern("Max data size +67108864 +67108864 ")
			.containsPattern("Max cpu time +2 +7 ")
			.containsPattern("Max stack size +524288 +(?!524288)");
		process.destroy();
	}

	private static String limits(LaunchedProcess process) {
		try {
			return Files.readString(Path.of("/proc", Long.toString(process.pid()), "limits"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void processorTimeIsOverThenProcessIsEndedForThat() {
		LaunchedProcess process = launch(new ProcessLimits(null, null, Duration.ofMillis(1), 0, null), "/bin/sh", "-c",
				"while :; do :; done");
		assertThat(TestServers.awaitExit(process).describe())
			.isEqualTo("was ended by signal 24 (SIGXCPU), as its processor time was over");
	}

	@Test
	void launchWhenProgramIsMissingThenAppNotFoundNamesIt() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> launch(new ProcessLimits(65_536, null, null, 0, null), "no-such-server"))
			.withMessageContaining("no-such-server")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_APPNOTFOUND));
	}

	@Test
	void applyToWhenNoneThenTheCommandItself() {
		assertThat(ProcessLimits.NONE.applyTo(SUBJECT, COMMAND, MISSING)).isSameAs(COMMAND);
	}

	@Test
	void applyToWhenMemoryCannotBeLimitedThenTheCommandItself() {
		assertThat(new ProcessLimits(1, 1, null, 0, null).applyTo(SUBJECT, COMMAND, MISSING)).isSameAs(COMMAND);
	}

	@Test
	void applyToWhenProcessorTimeCannotBeLimitedThenAppNotFoundNamesClassAndProgram() {
		ProcessLimits limits = new ProcessLimits(1, 1, Duration.ofMinutes(1), 0, null);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> limits.applyTo(SUBJECT, COMMAND, MISSING))
			.withMessageContaining(SUBJECT)
			.withMessageContaining(MISSING)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_APPNOTFOUND));
	}

}
