package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Server processes that run: who gets their classes, and what their end means for
 * clients.
 */
@ExtendWith(NoLeftovers.class)
class LocalServerTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@Test
	@Tag("LS-01")
	void activateAgainThenServedByTheRunningProcess() throws IOException {
		Clsid clsid = this.machine.register();
		long pid = this.machine.activate(clsid);
		try (SocketDirectory sockets = new SocketDirectory();
				ObjectRpc other = this.machine.objectRpc(sockets);
				ComPointer<Servant> pointer = this.machine.activator(other).createInstance(clsid, Servant.class)) {
			assertThat(pointer.get().pid()).isEqualTo(pid);
			assertThat(pointer.get().echo("text")).isEqualTo("text");
		}
		assertThat(this.machine.launched).extracting(LaunchedProcess::pid).containsExactly(pid);
	}

	@Test
	void activateThenRunningClassBeforeProgramBeforeNothing() {
		Clsid clsid = TestMachine.newClass();
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.machine.activate(clsid));
		Clsid other = TestMachine.newClass();
		this.machine.register(clsid, "open", "multiple=" + other, "multiple=" + clsid, "resume", "serve");
		Sz application = new Sz(clsid.toString());
		this.machine.hive.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", application)
			.withValue("CLSID\\" + other, "AppID", application));
		long pid = this.machine.activate(clsid);
		// No program is registered for this one, and for that one it is gone
		this.machine.value(clsid, "LocalServer32", null, "/nowhere/server");
		assertThat(this.machine.activate(other)).isEqualTo(pid);
		assertThat(this.machine.activate(clsid)).isEqualTo(pid);
		TestMachine.kill(pid);
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.machine.activate(other));
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(clsid));
	}

	@Test
	@Tag("LS-02")
	void launchThenArgumentsOfTheRegistryBeforeThoseOfTheScm(@TempDir Path directory) throws IOException {
		Path home = Files.createSymbolicLink(directory.resolve("java home"), Path.of(System.getProperty("java.home")));
		Clsid clsid = TestMachine.newClass();
		List<String> own = List.of("open", "multiple=" + clsid, "resume", "two words", "serve");
		String command = TestMachine.commandLine(TestServer.class, own.toArray(String[]::new))
			.replace(TestMachine.JAVA, home + "/bin/java")
			.replace("two words", "\"two words\"");
		this.machine.value(clsid, "LocalServer32", null, command);
		String endpoint = "--comspring.scm.endpoint=" + this.machine.rpc.endpoint();
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			List<String> arguments = pointer.get().arguments();
			assertThat(arguments).startsWith(own.toArray(String[]::new)).endsWith(endpoint, "-Embedding").hasSize(7);
		}
	}

	@Test
	@Tag("LS-02")
	void launchWhenServerExecutableThenItIsTheProgram() {
		Clsid clsid = this.machine.register();
		String command = TestMachine.commandLine(TestServer.class, "open", "multiple=" + clsid, "resume", "serve");
		this.machine.value(clsid, "LocalServer32", null, command.replace(TestMachine.JAVA, "server.exe"));
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(clsid));
		this.machine.value(clsid, "LocalServer32", "ServerExecutable", TestMachine.JAVA);
		assertThat(this.machine.activate(clsid)).isEqualTo(this.machine.launched.get(0).pid());
	}

	@Test
	@Tag("CT-16")
	void activateWhenServerWasKilledThenNewProcess() {
		Clsid clsid = this.machine.register();
		long first = this.machine.activate(clsid);
		TestMachine.kill(first);
		long second = this.machine.activate(clsid);
		assertThat(second).isNotEqualTo(first);
		TestMachine.kill(second);
		await().until(() -> this.machine.scm.servers().isEmpty());
		assertThat(this.machine.activate(clsid)).isNotIn(first, second);
		assertThat(this.machine.launched).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@Tag("CT-17")
	@Tag("SL-03")
	@Tag("SL-04")
	void activateWhenServerHasStoppedThenAnotherOneUntilItResumes(boolean told) {
		Clsid clsid = this.machine.register();
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			Servant old = pointer.get();
			stop(old, told);
			long next = this.machine.activate(clsid);
			assertThat(next).isNotEqualTo(old.pid());
			old.addRefServerProcess();
			old.addRefServerProcess();
			assertThat(this.machine.activate(clsid)).isEqualTo(next);
			old.resume();
			assertThat(this.machine.activate(clsid)).isEqualTo(old.pid());
			assertThat(this.machine.launched).hasSize(2);
		}
	}

	/**
	 * Has a server admit nobody more, with or without telling the service control
	 * manager.
	 */
	private static void stop(Servant server, boolean told) {
		assertThat(server.releaseServerProcess()).isOne();
		assertThat(server.releaseServerProcess()).isZero();
		if (told) {
			server.suspend();
		}
	}

	@Test
	@Tag("CT-17")
	void activateWhenServerHasRevokedThenNewProcess() {
		Clsid clsid = this.machine.register();
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			pointer.get().revokeAll();
			assertThat(this.machine.activate(clsid)).isNotEqualTo(pointer.get().pid());
		}
	}

	@Test
	@Tag("LS-17")
	void activateWhenServerCannotBeCalledThenNewProcess() {
		Clsid clsid = this.machine.register();
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			assertFails(HResult.RPC_S_CALL_FAILED, pointer.get()::hangUp);
		}
		assertThat(this.machine.activate(clsid)).isEqualTo(this.machine.launched.get(1).pid());
		assertThat(this.machine.activate(clsid)).isEqualTo(this.machine.launched.get(1).pid());
		assertThat(ProcessHandle.of(this.machine.launched.get(0).pid())).get().matches(ProcessHandle::isAlive);
	}

	@Test
	@Tag("LS-17")
	void activateWhenNoServerCanBeCalledThenFaultIsReported() {
		Clsid clsid = TestMachine.newClass();
		this.machine.register(clsid, "open", "multiple=" + clsid, "hide", "resume", "serve");
		assertFails(HResult.CO_E_OBJSRV_RPC_FAILURE, () -> this.machine.activate(clsid));
		assertThat(this.machine.launched).hasSizeGreaterThan(1);
	}

	@Test
	void serverThatIsIdleThenEndsAndNextRequestLaunches() {
		Clsid clsid = TestMachine.newClass();
		this.machine.register(clsid, "open", "multiple=" + clsid, "resume", "idle=0");
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			assertThat(pointer.get().echo("still here")).isEqualTo("still here");
		}
		assertThat(this.machine.launched.get(0).exit().join().status()).isZero();
		assertThat(this.machine.activate(clsid)).isEqualTo(this.machine.launched.get(1).pid());
	}

}
