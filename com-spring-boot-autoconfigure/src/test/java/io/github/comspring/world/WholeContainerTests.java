package io.github.comspring.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * An application in a container that has all at once: a limit of its memory, a root that
 * is read-only, a small directory for temporary files, a user without rights or a home,
 * who may be called root inside, and no other process than the application, which is the
 * first.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class WholeContainerTests {

	/**
	 * The first word is the directory for temporary files, the others are the command.
	 */
	private static final String READ_ONLY = "mount -t tmpfs -o size=16m,mode=1777 tmpfs \"$0\" "
			+ "&& mount -o remount,bind,ro / && exec \"$@\"";

	private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
			"env", "-i", "HOME=/nonexistent", "PATH=" + System.getenv("PATH"), "LC_ALL=C.UTF-8");

	/** As in a container that a mere user has started. */
	private static final List<String> ROOTLESS = List.of("unshare", "--user", "--map-root-user");

	@TempDir
	Path directory;

	private Path temporary;

	@BeforeEach
	void open() throws IOException {
		assumeTrue("root".equals(System.getProperty("user.name")), "SKIPPED: only root makes such a container");
		this.temporary = Files.createDirectory(this.directory.resolve("tmp"));
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	/**
	 * The kernel may take the application, too, in the moment in which it ends the
	 * surrogate: then once more.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "nobody", "root" })
	void surrogateLeaksThenItEndsAndTheNextCallIsServed(String user) throws Exception {
		String output = run(user);
		for (int again = 0; again < 2 && output.endsWith("ended with 137"); again++) {
			output = run(user);
		}
		assertThat(output).containsSubsequence("with PID 1 ", "started by " + user,
				"This application is process 1 of its container", "The call failed: ", "signal 9 (SIGKILL)",
				"Call 1 was answered", "ended with 0");
	}

	private String run(String user) throws IOException, InterruptedException {
		try (MemoryGroup container = new MemoryGroup(400)) {
			List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc",
					"--kill-child", "sh", "-c", READ_ONLY, this.temporary.toString()));
			words.addAll(NOBODY);
			words.addAll(user.equals("root") ? ROOTLESS : List.of());
			words.addAll(application());
			String output = ApplicationRun.of(container.command(words), this.directory);
			assumeTrue(Stream.of("unshare: ", "mount: ").noneMatch(output::startsWith),
					() -> "SKIPPED: no such container can be made here: " + output);
			return output;
		}
	}

	private List<String> application() throws IOException {
		Path jar = MortalJar.write(new Clsid(Guid.random()), ContainedApplication.PROG_ID,
				FullContainerTests.LEAK.formatted(this.temporary.resolve("leaked")),
				this.directory.resolve("leaking.jar"));
		Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
		String prefix = "--comspring.classes[" + ContainedApplication.PROG_ID + "].";
		List<String> words = JavaCommand.of(List.of("-Xmx160m", "-Djava.io.tmpdir=" + this.temporary),
				ContainedApplication.class, "16", prefix + "in-process-server=" + jar, prefix + "context=surrogate",
				prefix + "application=leaking", "--comspring.applications.leaking.jvm-args=-XX:MaxDirectMemorySize=1g",
				"--comspring.security.enabled=false");
		words.set(words.indexOf("-cp") + 1, readableClassPath());
		return words;
	}

	/**
	 * Copies what is in a home that nobody else may enter.
	 */
	private String readableClassPath() throws IOException {
		List<String> copies = new ArrayList<>();
		for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path copy = this.directory.resolve("class-path-" + copies.size() + (each.endsWith(".jar") ? ".jar" : ""));
			if (Files.notExists(copy)) {
				copyAll(Path.of(each), copy);
			}
			copies.add(copy.toString());
		}
		return String.join(File.pathSeparator, copies);
	}

	private static void copyAll(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path each : files.toList()) {
				Files.copy(each, to.resolve(from.relativize(each).toString()));
			}
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

}
