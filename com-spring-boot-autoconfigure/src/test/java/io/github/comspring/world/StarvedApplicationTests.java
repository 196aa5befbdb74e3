package io.github.comspring.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that lacks what it takes to start a server: that is no failure of the
 * server, which starts as soon as it can.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class StarvedApplicationTests {

	private static final String FAILED = "The call failed: HRESULT_FROM_WIN32(RPC_S_OUT_OF_RESOURCES)";

	@TempDir
	Path directory;

	@Test
	void applicationHasNoFilesLeftThenTypedErrorAndNoLockOutAndWhatRunsGoesOn() throws Exception {
		List<String> expected = new ArrayList<>(Collections.nCopies(8, FAILED));
		expected.addAll(List.of("Call 1 was answered", "The first one is the same: true", "ended with 0"));
		assertThat(run(StarvedApplication.class)).containsSubsequence(expected)
			.contains("no more open files (ulimit -n)");
	}

	@Test
	void applicationHasFewFilesLeftAtItsFirstServerThenTypedErrorUntilThereAreEnough() throws Exception {
		List<String> calls = run(StarvedAtStartApplication.class).lines()
			.filter((line) -> line.startsWith("The call failed") || line.startsWith("Call"))
			.collect(Collectors.toCollection(ArrayList::new));
		assertThat(calls.remove(0)).contains("CO_E_CLASSSTRING");
		assertThat(calls).hasSize(StarvedAtStartApplication.MOST + 2)
			.allMatch((line) -> line.startsWith(FAILED) || line.startsWith("Call"))
			.endsWith("Call 1 was answered", "Call 1 was answered");
		assertThat(calls.get(0)).startsWith(FAILED).contains("no more open files (ulimit -n)");
	}

	private String run(Class<?> application) throws Exception {
		List<String> command = new ArrayList<>(List.of("prlimit", "--nofile=256"));
		// The JDK would raise it again
		List<String> options = List.of("-XX:-MaxFDLimit",
				"-Djava.io.tmpdir=" + Files.createDirectories(this.directory.resolve("tmp")));
		command.addAll(JavaCommand.of(options, application, "--comspring.security.enabled=false"));
		for (String each : List.of(StarvedApplication.FIRST, StarvedApplication.SECOND)) {
			Path jar = MortalJar.write(new Clsid(Guid.random()), each, this.directory.resolve(each + ".jar"));
			String prefix = "--comspring.classes[" + each + "].";
			command.addAll(List.of(prefix + "in-process-server=" + jar, prefix + "context=surrogate"));
		}
		ProcessBuilder builder = new ProcessBuilder(command);
		// No runtime of other tests
		builder.environment().put("XDG_CACHE_HOME", this.directory.resolve("cache").toString());
		String output = ApplicationRun.of(builder, this.directory);
		assertThat(this.directory.resolve("tmp")).isDirectoryNotContaining("glob:**comspring-run-*");
		return output;
	}

}
