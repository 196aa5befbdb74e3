package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProcessLauncher}.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class ProcessLauncherTests {

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
	@Tag("LS-02")
	void launchThenProgramGetsArguments() throws IOException {
		Path program = program("#!/bin/sh\necho \"$0:$1:$2\"\n", "rwx------");
		List<String> command = CommandLine.parse("desk \"a b\"").command(program.toString(), List.of("-Embedding"));
		launch(TestServers.command(command.toArray(String[]::new)));
		this.log.await(program + ":a b:-Embedding");
	}

	@Test
	void launchWhenBareNameThenFoundOnPath() {
		assertThat(TestServers.awaitExit(launch(TestServers.command("sh", "-c", "exit 4"))).status()).isEqualTo(4);
	}

	@Test
	void launchWhenDirectoryAndEnvironmentThenProcessHasBoth() throws IOException {
		program("#!/bin/sh\npwd -P; echo \"$DESK $PATH\"\n", "rwx------");
		launch(request("./my server", Map.of("DESK", "oak"), new WorkingDirectory(this.directory, false)));
		this.log.await(this.directory.toRealPath().toString());
		this.log.await("oak " + System.getenv("PATH"));
	}

	@Test
	void launchThenSecretIsFirstLineOfInputAndNowhereElse() throws IOException {
		LaunchedProcess process = launch(TestServers.shell("read -r line; echo \"read $line\"; read -r line"));
		assertThat(this.log.await("read ")).isEqualTo(TestServers.SECRET);
		for (String file : List.of("cmdline", "environ")) {
			byte[] content = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
			assertThat(new String(content, StandardCharsets.ISO_8859_1)).isNotEmpty()
				.doesNotContain(TestServers.SECRET);
		}
	}

	@Test
	void launchWhenBareNameThenFoundOnThePathOfThisProcess() {
		LaunchEnvironment none = new LaunchEnvironment(List.of(), Map.of("PATH", this.directory.toString()));
		LaunchRequest request = new LaunchRequest(TestServers.DESK.toString(), List.of("sh", "-c", "exit 4"),
				new Confinement(none, null, null), TestServers.SECRET);
		assertThat(TestServers.awaitExit(launch(request)).status()).isEqualTo(4);
	}

	@Test
	void launchThenProcessHasASessionOfItsOwnAndNoTerminal() throws IOException {
		LaunchedProcess process = launch(TestServers.shell("echo ready; read -r line; read -r line"));
		this.log.await("ready");
		String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		assertThat(List.of(fields).subList(2, 5)).as("group, session, terminal")
			.containsExactly(Long.toString(process.pid()), Long.toString(process.pid()), "0");
	}

	@Test
	void launchThenProcessGetsNoNewPrivileges() throws IOException {
		LaunchedProcess process = launch(TestServers.shell("echo ready; read -r line; read -r line"));
		this.log.await("ready");
		assertThat(Path.of("/proc", Long.toString(process.pid()), "status")).content().contains("NoNewPrivs:\t1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/no/such/server", "./no-server", "no-such-server-on-the-path", "/bin" })
	@Tag("LS-02")
	void launchWhenProgramIsMissingThenAppNotFound(String program) {
		assertFails(TestServers.command(program), HResult.CO_E_APPNOTFOUND, program);
	}

	@Test
	@Tag("LS-02")
	void launchWhenProgramIsNotExecutableThenAppNotFound() throws IOException {
		String program = program("#!/bin/sh\n", "rw-------").toString();
		assertFails(TestServers.command(program), HResult.CO_E_APPNOTFOUND, program);
	}

	@Test
	@Tag("LS-02")
	void launchWhenInterpreterIsMissingThenCreateProcessFailure() throws IOException {
		String program = program("#!/no/such/interpreter\n", "rwx------").toString();
		assertFails(TestServers.command(program), HResult.CO_E_CREATEPROCESS_FAILURE, program);
	}

	@Test
	@Tag("LS-02")
	void launchWhenSystemRefusesArgumentsThenCreateProcessFailure() {
		assertFails(TestServers.command("sh", "x".repeat(1 << 18)), HResult.CO_E_CREATEPROCESS_FAILURE, "sh");
	}

	@Test
	void launchWhenDirectoryIsMissingThenCreateProcessFailure() {
		Path missing = this.directory.resolve("missing");
		assertFails(request("sh", Map.of(), new WorkingDirectory(missing, false)), HResult.CO_E_CREATEPROCESS_FAILURE,
				missing.toString());
	}

	@Test
	void launchWhenEnvironmentIsNotPossibleThenCreateProcessFailure() {
		assertFails(request("sh", Map.of("A=B", "c"), null), HResult.CO_E_CREATEPROCESS_FAILURE, "sh");
	}

	@Test
	void closeWhenProcessesRunThenTheyEnd() {
		LaunchedProcess first = launch(TestServers.shell("exec sleep 1000"));
		LaunchedProcess second = launch(TestServers.shell("exec sleep 1000"));
		this.launcher.close();
		assertThat(TestServers.awaitExit(first).describe()).isEqualTo("was ended by signal 9 (SIGKILL)");
		assertThat(TestServers.awaitExit(second).status()).isEqualTo(137);
	}

	@Test
	void launchWhenClosedThenServerStopping() {
		this.launcher.close();
		assertStopping(TestServers.shell("exit 0"));
	}

	@Test
	void closeWhenLaunchedMeanwhileThenNoneIsLeft() throws Exception {
		for (int i = 0; i < 20; i++) {
			ProcessLauncher racing = new ProcessLauncher();
			LaunchRequest request = TestServers.shell("exec sleep 1000");
			Race.run(2, (number) -> {
				if (number == 0) {
					racing.close();
					return null;
				}
				try {
					return racing.launch(request);
				}
				catch (ComException ex) {
					assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SERVER_STOPPING);
					return null;
				}
			});
		}
	}

	private static LaunchRequest request(String program, Map<String, String> set, WorkingDirectory directory) {
		return new LaunchRequest(TestServers.DESK.toString(), List.of(program),
				new Confinement(new LaunchEnvironment(null, set), directory, null), TestServers.SECRET);
	}

	private LaunchedProcess launch(LaunchRequest request) {
		return this.launcher.launch(request);
	}

	private Path program(String text, String permissions) throws IOException {
		Path program = Files.writeString(this.directory.resolve("my server"), text);
		return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(permissions));
	}

	private void assertFails(LaunchRequest request, HResult expected, String named) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> launch(request))
			.withMessageContaining(TestServers.DESK.toString())
			.withMessageContaining(named)
			.satisfies((ex) -> {
				assertThat(ex.hresult()).isEqualTo(expected);
				assertThat(ex).hasCauseInstanceOf(Exception.class);
			});
	}

	private void assertStopping(LaunchRequest request) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> launch(request))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_SERVER_STOPPING);
	}

}
