package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.crash.CrashFiles;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Confinement} and what it makes of a process.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class ConfinementTests {

	private final WorkingDirectory own = WorkingDirectory.ownOne();

	private final ServerLog log = new ServerLog();

	private final ProcessLauncher launcher = new ProcessLauncher();

	@TempDir
	Path directory;

	@AfterEach
	void close() {
		this.launcher.close();
		this.log.close();
	}

	@Test
	void launchWhenNamesThenProcessHasNoOtherVariables() {
		LaunchEnvironment environment = new LaunchEnvironment(List.of("PATH"), Map.of("DESK", "oak"));
		LaunchedProcess process = launch(new Confinement(environment, null, null), "/usr/bin/env");
		assertThat(TestServers.awaitExit(process).lastLines()).containsExactlyInAnyOrder("DESK=oak",
				"PATH=" + System.getenv("PATH"));
	}

	@Test
	void exitWhenOwnDirectoryThenItIsGoneWithAllInIt() throws IOException {
		LaunchedProcess process = launch(new Confinement(LaunchEnvironment.WHOLE, this.own, null), "/bin/sh", "-c",
				"mkdir -p a/b; ln -s " + this.directory + " a/link; echo in $(pwd); read -r line; read -r line");
		assertThat(this.log.await("in ")).isEqualTo(this.own.path().toString());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.own.path())))
			.isEqualTo("rwx------");
		Path kept = Files.writeString(this.directory.resolve("kept"), "");
		process.release();
		TestServers.awaitExit(process);
		assertThat(this.own.path()).doesNotExist();
		assertThat(kept).exists();
	}

	@Test
	void exitWhenKilledThenOwnDirectoryIsGone() {
		LaunchedProcess process = launch(new Confinement(LaunchEnvironment.WHOLE, this.own, null), "/bin/sh", "-c",
				"echo > file; echo ready; sleep 1000");
		this.log.await("ready");
		process.destroy();
		TestServers.awaitExit(process);
		assertThat(this.own.path()).doesNotExist();
	}

	@Test
	void closeThenOwnDirectoriesAreGone() {
		launch(new Confinement(LaunchEnvironment.WHOLE, this.own, null), "/bin/sh", "-c", "exec sleep 1000");
		assertThat(this.own.path()).exists();
		this.launcher.close();
		assertThat(this.own.path()).doesNotExist();
	}

	@Test
	void launchWhenProgramIsMissingThenOwnDirectoryIsGone() {
		assertFails(HResult.CO_E_APPNOTFOUND, new Confinement(LaunchEnvironment.WHOLE, this.own, null),
				"no-such-server-on-the-path");
		assertThat(this.own.path()).doesNotExist();
	}

	@Test
	void launchWhenCrashDirectoryCannotBeMadeThenCreateProcessFailure() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "");
		assertFails(HResult.CO_E_CREATEPROCESS_FAILURE,
				new Confinement(LaunchEnvironment.WHOLE, this.own, CrashFiles.in(file)), file.toString());
		assertThat(this.own.path()).doesNotExist();
	}

	private LaunchedProcess launch(Confinement confinement, String... command) {
		return this.launcher
			.launch(new LaunchRequest(TestServers.DESK.toString(), List.of(command), confinement, TestServers.SECRET));
	}

	private void assertFails(HResult expected, Confinement confinement, String named) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> launch(confinement, named))
			.withMessageContaining(named)
			.withMessageContaining(TestServers.DESK.toString())
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

}
