package io.github.comspring.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * Who is ended by the kernel when a container has no more memory, in a control group of
 * its own.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FullContainerTests {

	static final String LEAK = """
			try {
				Files.createFile(Path.of("%s"));
				java.util.List<java.nio.ByteBuffer> leak = new java.util.ArrayList<>();
				while (true) {
					leak.add(java.nio.ByteBuffer.allocateDirect(1 << 20));
				}
			}
			catch (java.nio.file.FileAlreadyExistsException ex) {
				// It has leaked before
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			""";

	@TempDir
	Path directory;

	/**
	 * It leaks outside its heap, without a limit, and when the container is full it is
	 * much smaller than the application. While it is on its way out the kernel does not
	 * count it any more, and takes the application as well if that needs a page in those
	 * milliseconds: then once more.
	 */
	@Test
	void surrogateLeaksThenItEndsAndTheApplicationGoesOn() throws Exception {
		String output = run();
		for (int again = 0; again < 2 && output.endsWith("ended with 137"); again++) {
			Files.delete(this.directory.resolve("leaked"));
			output = run();
		}
		assertThat(output).containsSubsequence("The call failed: ", "signal 9 (SIGKILL)", "Call 1 was answered",
				"The application has had its 256 MiB", "ended with 0");
	}

	/**
	 * Where the sizes decide, as they did for all. The surrogate may end as well before
	 * it has removed anything.
	 */
	@Test
	void surrogateLeaksWhenItEndsNoSoonerThenTheApplicationEnds() throws Exception {
		assertThat(run("--comspring.applications.leaking.oom-score-adjust=0")).contains("Started ", "ended with 137")
			.doesNotContain("The call failed", "answered");
	}

	@Test
	void containerHasTooLittleForAllThatMayTakeSomeThenWarned() throws Exception {
		assertThat(run("--comspring.applications.leaking.max-memory=256MB")).contains("leaking (256MB)",
				"has only 512 MB");
	}

	private String run(String... more) throws IOException, InterruptedException {
		Clsid clsid = new Clsid(Guid.random());
		Path jar = MortalJar.write(clsid, ContainedApplication.PROG_ID,
				LEAK.formatted(this.directory.resolve("leaked")), this.directory.resolve("leaking.jar"));
		String prefix = "--comspring.classes[" + ContainedApplication.PROG_ID + "].";
		try (MemoryGroup container = new MemoryGroup(512)) {
			List<String> command = JavaCommand.of(
					List.of("-Xmx420m", "-Djava.io.tmpdir=" + Files.createDirectories(this.directory.resolve("tmp"))),
					ContainedApplication.class, "256", prefix + "in-process-server=" + jar,
					prefix + "context=surrogate", prefix + "application=leaking",
					"--comspring.applications.leaking.restart-limit=5",
					"--comspring.applications.leaking.jvm-args=-XX:MaxDirectMemorySize=1g",
					"--comspring.security.enabled=false");
			command.addAll(List.of(more));
			return ApplicationRun.of(container.command(command), this.directory);
		}
	}

}
