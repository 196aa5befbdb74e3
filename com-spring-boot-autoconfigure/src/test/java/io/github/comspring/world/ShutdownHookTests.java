package io.github.comspring.world;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a library in the application does when the JVM ends takes classes that nobody has
 * needed before. The application closes at the same time, and lets its modules go.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ShutdownHookTests {

	private static final String HOOK = """
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				// When the application has closed
				while (!Boolean.getBoolean("application.closed")) {
					Thread.onSpinWait();
				}
				class Late {
					String text() {
						return "its class";
					}
				}
				System.out.println("The hook has found " + new Late().text());
			}));
			""";

	@TempDir
	Path directory;

	@Test
	void applicationIsTerminatedThenHookOfItsModuleFindsItsClasses() throws Exception {
		Path jar = MortalJar.write(new Clsid(Guid.random()), ContainedApplication.PROG_ID, HOOK,
				this.directory.resolve("hook.jar"));
		String prefix = "--comspring.classes[" + ContainedApplication.PROG_ID + "].";
		Process application = new ProcessBuilder(JavaCommand.of(LastingApplication.class,
				prefix + "in-process-server=" + jar, "--comspring.security.enabled=false"))
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = application.inputReader(StandardCharsets.UTF_8)) {
			for (String line = output.readLine(); !LastingApplication.READY.equals(line); line = output.readLine()) {
				assertThat(line).isNotNull();
			}
			// That of the process closes the output, too
			application.toHandle().destroy();
			assertThat(output.lines().collect(Collectors.joining("\n"))).contains("The hook has found its class");
			assertThat(application.waitFor()).isEqualTo(143);
		}
		finally {
			application.destroyForcibly().waitFor();
		}
	}

}
