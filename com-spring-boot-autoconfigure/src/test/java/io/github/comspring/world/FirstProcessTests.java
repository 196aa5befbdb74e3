package io.github.comspring.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * An application that is process 1, as in most containers.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FirstProcessTests {

	private static final List<String> CONTAINER = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

	@TempDir
	Path directory;

	@Test
	void applicationIsProcessOneThenWarnedAndServed() throws Exception {
		assumeTrue("root".equals(System.getProperty("user.name")), "SKIPPED: only root makes a PID namespace");
		assertThat(run(CONTAINER)).containsSubsequence("with PID 1 ", "This application is process 1 of its container",
				"Call 1 was answered", "Call 1 was answered", "ended with 0");
	}

	@Test
	void applicationIsAnotherProcessThenNotWarned() throws Exception {
		assertThat(run(List.of())).contains("Call 1 was answered", "ended with 0").doesNotContain("is process 1");
	}

	private String run(List<String> container) throws Exception {
		Clsid clsid = new Clsid(Guid.random());
		Path jar = MortalJar.write(clsid, ContainedApplication.PROG_ID, this.directory.resolve("mortal.jar"));
		String prefix = "--comspring.classes[" + ContainedApplication.PROG_ID + "].";
		List<String> command = new ArrayList<>(container);
		command.addAll(
				JavaCommand.of(List.of("-Djava.io.tmpdir=" + Files.createDirectories(this.directory.resolve("tmp"))),
						ContainedApplication.class, "1", prefix + "in-process-server=" + jar,
						prefix + "context=surrogate", "--comspring.security.enabled=false"));
		return ApplicationRun.of(command, this.directory);
	}

}
