package io.github.comspring.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.fixture.FaultyJar;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A whole application whose temporary files systemd tidies up while its libraries run. It
 * has them mounted at a place of its own, as a service with {@code PrivateTmp} has: the
 * program that tidies up does not know its sockets.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class TidiedDirectoryTests {

	private static final Duration OLD = Duration.ofDays(20);

	@TempDir
	Path directory;

	private Path shared;

	@BeforeEach
	void directories() throws Exception {
		assumeTrue(succeeds("systemd-tmpfiles", "--version"), "SKIPPED: there is no systemd-tmpfiles");
		assumeTrue(succeeds("unshare", "-m", "true"), "SKIPPED: nothing can be mounted, which takes root");
		this.shared = Files.createDirectory(this.directory.resolve("shared"));
		Files.createDirectory(this.directory.resolve("mounted"));
	}

	private static boolean succeeds(String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Does so with what looks old, as each day.
	 */
	@Test
	void tidiedUpWhenAllLooksOldThenNothingIsMissing() throws Exception {
		try (Application application = new Application()) {
			List<Path> used = used();
			Path forgotten = Files.createFile(this.shared.resolve("forgotten"));
			for (Path each : Stream.concat(used.stream(), Stream.of(forgotten)).toList()) {
				Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(OLD)));
			}
			await().untilAsserted(() -> assertThat(used).noneMatch(TidiedDirectoryTests::looksOld));
			// Files of the library itself are its own affair
			tidyUp("Mm:10d");
			assertThat(forgotten).doesNotExist();
			assertThat(used).allMatch(Files::exists);
			String said = application.goOn();
			assertThat(said).doesNotContain("Somebody has removed");
		}
	}

	/**
	 * Does so with everything, as somebody with {@code rm -rf} does.
	 */
	@Test
	void tidiedUpWhenAllIsRemovedThenObjectsAndLibrariesGoOn() throws Exception {
		try (Application application = new Application()) {
			tidyUp("0");
			assertThat(this.shared).isEmptyDirectory();
			assertThat(application.goOn()).contains("Somebody has removed the socket",
					"Somebody has removed the directory");
		}
		assertThat(used()).as("what is left").isEmpty();
	}

	/**
	 * Lists the sockets and the directories for them and for processes.
	 */
	private List<Path> used() throws IOException {
		try (Stream<Path> files = Files.walk(this.shared)) {
			return files.filter((each) -> each.toString().matches(".*/comspring-[\\w-]+(/[\\w-]+\\.sock)?"))
				.filter((each) -> !each.endsWith("comspring-" + System.getProperty("user.name")))
				.toList();
		}
	}

	private static boolean looksOld(Path file) {
		try {
			return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
				.toInstant()
				.isBefore(Instant.now().minus(Duration.ofDays(1)));
		}
		catch (IOException ex) {
			return true;
		}
	}

	private void tidyUp(String age) throws Exception {
		Path configuration = Files.writeString(this.directory.resolve("tidy.conf"),
				"d " + this.shared + " - - - " + age);
		assertThat(new ProcessBuilder("systemd-tmpfiles", "--clean", configuration.toString()).inheritIO()
			.start()
			.waitFor()).isZero();
	}

	/**
	 * The application, which holds an object.
	 */
	private final class Application implements AutoCloseable {

		private final Process process;

		private final BufferedReader output;

		Application() throws IOException {
			Path jar = new FaultyJar().writeTo(TidiedDirectoryTests.this.directory.resolve("library.jar"));
			Path mounted = TidiedDirectoryTests.this.directory.resolve("mounted");
			String words = Stream
				.concat(JavaCommand
					.of(List.of("-Djava.io.tmpdir=" + mounted), TidiedApplication.class,
							"--comspring.security.enabled=false")
					.stream(),
						Stream.of(TidiedApplication.HELD, TidiedApplication.LATER)
							.flatMap((progId) -> properties(progId, jar)))
				.map((word) -> "'" + word + "'")
				.collect(Collectors.joining(" "));
			this.process = new ProcessBuilder("unshare", "-m", "sh", "-c",
					"mount --bind '" + TidiedDirectoryTests.this.shared + "' '" + mounted + "' && exec " + words)
				.redirectErrorStream(true)
				.start();
			this.output = new BufferedReader(
					new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
			assertThat(readTo("Holding ")).contains("Holding comspring-run-");
		}

		private Stream<String> properties(String progId, Path jar) {
			String prefix = "--comspring.classes[" + progId + "].";
			return Stream.of(prefix + "clsid=" + new Clsid(Guid.random()), prefix + "in-process-server=" + jar,
					prefix + "context=surrogate", prefix + "application=" + progId.split("\\.")[1].toLowerCase(),
					"--comspring.applications." + progId.split("\\.")[1].toLowerCase() + ".restart-limit=5");
		}

		/**
		 * Has it go on, and end.
		 * @return what it says
		 */
		String goOn() throws Exception {
			try (OutputStream input = this.process.getOutputStream()) {
				input.write('\n');
			}
			String said = readTo("The application has ended");
			assertThat(said).contains("The object is there: true", "A class of another application: true",
					"The library has its temporary files", "A further object: true");
			assertThat(this.process.waitFor()).isZero();
			return said;
		}

		private String readTo(String end) throws IOException {
			StringBuilder said = new StringBuilder();
			for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
				said.append(line).append('\n');
				if (line.contains(end)) {
					return said.toString();
				}
			}
			throw new AssertionError("It has ended: " + said);
		}

		@Override
		public void close() {
			this.process.destroyForcibly().onExit().join();
		}

	}

}
