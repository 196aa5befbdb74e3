package io.github.comspring.core.launch.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CrashDirectories}.
 */
@DisabledOnOs(OS.WINDOWS)
class CrashDirectoriesTests {

	@TempDir
	Path directory;

	private final List<LogRecord> logged = new ArrayList<>();

	private final Logger logger = Logger.getLogger(CrashDirectories.class.getName());

	private final Handler handler = new Handler() {

		@Override
		public void publish(LogRecord logRecord) {
			CrashDirectoriesTests.this.logged.add(logRecord);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	private String usual;

	@BeforeEach
	void listen() {
		this.usual = System.setProperty("java.io.tmpdir", this.directory.toString());
		this.logger.addHandler(this.handler);
	}

	@AfterEach
	void listenNoMore() {
		this.logger.removeHandler(this.handler);
		System.setProperty("java.io.tmpdir", this.usual);
	}

	private Path own() {
		return this.directory.resolve("comspring-" + System.getProperty("user.name"));
	}

	@Test
	void directoryThatIsTheUsersOwnOrNotThereThenTheUsualOneAndNothingIsLogged() throws IOException {
		Path expected = own().resolve(Path.of("crashes", "desk"));
		assertThat(CrashDirectories.of("desk")).isEqualTo(expected).doesNotExist();
		CrashFiles.in(expected).prepare();
		assertThat(CrashDirectories.of("desk")).isEqualTo(expected);
		assertThat(this.logged).isEmpty();
	}

	@Test
	void directoryThatIsALinkThenAFreshOneAndOneWarningNamesBothAndWhy() throws IOException {
		Files.createSymbolicLink(own(), Files.createDirectory(this.directory.resolve("trap")));
		Path fresh = CrashDirectories.of("desk");
		assertThat(fresh).isEmptyDirectory().hasParent(this.directory);
		assertThat(CrashDirectories.of("desk")).as("for as long as the process runs").isEqualTo(fresh);
		assertThat(this.logged).singleElement().satisfies((warning) -> {
			assertThat(warning.getLevel()).isEqualTo(Level.WARNING);
			assertThat(warning.getMessage()).contains("Crash files go to " + fresh)
				.contains("not to " + own().resolve(Path.of("crashes", "desk")))
				.contains(own() + " is a link or no directory");
		});
		assertThat(this.directory.resolve("trap")).isEmptyDirectory();
		Files.delete(fresh);
	}

	@Test
	void freshOneThatSomebodyHasRemovedThenAnotherFreshOneAndAnotherWarning() throws IOException {
		Files.createFile(own());
		Path first = CrashDirectories.of("desk");
		Files.delete(first);
		Path second = CrashDirectories.of("desk");
		assertThat(second).isNotEqualTo(first).isEmptyDirectory();
		assertThat(this.logged).hasSize(2);
		Files.delete(second);
	}

}
