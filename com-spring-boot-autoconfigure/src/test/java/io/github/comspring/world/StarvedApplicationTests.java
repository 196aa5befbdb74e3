package io.github.comspring.world;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
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
		assertThat(run()).containsSubsequence(expected).contains("no more open files (ulimit -n)");
	}

	private String run() throws Exception {
		List<String> command = new ArrayList<>(List.of("prlimit", "--nofile=256",
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
				// The JDK would raise it again
				"-XX:-MaxFDLimit", "-Djava.io.tmpdir=" + Files.createDirectories(this.directory.resolve("tmp")), "-cp",
				System.getProperty("java.class.path"), StarvedApplication.class.getName(),
				"--comspring.security.enabled=false"));
		for (String each : List.of(StarvedApplication.FIRST, StarvedApplication.SECOND)) {
			Path jar = MortalJar.write(new Clsid(Guid.random()), each, this.directory.resolve(each + ".jar"));
			String prefix = "--comspring.classes[" + each + "].";
			command.addAll(List.of(prefix + "in-process-server=" + jar, prefix + "context=surrogate"));
		}
		Process application = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return output + "ended with " + application.waitFor();
		}
		finally {
			application.destroyForcibly().waitFor();
		}
	}

}
