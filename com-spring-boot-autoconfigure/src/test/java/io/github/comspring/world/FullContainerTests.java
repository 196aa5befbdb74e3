package io.github.comspring.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Who is ended by the kernel when a container has no more memory, in a control group of
 * its own.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FullContainerTests {

	private static final String LEAK = """
			try {
				Files.createFile(Path.of("%s"));
				java.lang.reflect.Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
				field.setAccessible(true);
				sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
				while (true) {
					unsafe.setMemory(unsafe.allocateMemory(1 << 20), 1 << 20, (byte) 1);
				}
			}
			catch (java.nio.file.FileAlreadyExistsException ex) {
				// It has leaked before
			}
			catch (IOException | ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
			""";

	@TempDir
	Path directory;

	/**
	 * It leaks in native code, without a limit, and when the container is full it is much
	 * smaller than the application.
	 */
	@Test
	void surrogateLeaksThenItEndsAndTheApplicationGoesOn() throws Exception {
		String output = run();
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
		Path output = this.directory.resolve("output");
		String prefix = "--comspring.classes[" + ContainedApplication.PROG_ID + "].";
		try (MemoryGroup container = new MemoryGroup(512)) {
			List<String> command = new ArrayList<>(List.of(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx420m",
					"-Djava.io.tmpdir=" + Files.createDirectories(this.directory.resolve("tmp")), "-cp",
					System.getProperty("java.class.path"), ContainedApplication.class.getName(), "256",
					prefix + "in-process-server=" + jar, prefix + "context=surrogate", prefix + "application=leaking",
					"--comspring.applications.leaking.restart-limit=5", "--comspring.security.enabled=false"));
			command.addAll(List.of(more));
			Process application = new ProcessBuilder(container.command(command)).redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			try {
				application.waitFor();
			}
			finally {
				application.destroyForcibly().waitFor();
			}
			return Files.readString(output) + "ended with " + application.exitValue();
		}
	}

}
