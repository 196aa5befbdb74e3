package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.OtherAccount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Programs that run as another user.
 */
@ExtendWith({ OtherAccount.class, NoLeftovers.class })
class RunAsServerTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	private Clsid register(String runAs) {
		Clsid clsid = TestMachine.newClass();
		register(clsid, runAs, "open", "multiple=" + clsid, "resume", "serve");
		return clsid;
	}

	private void register(Clsid clsid, String runAs, String... steps) {
		AppId appId = new AppId(Guid.random());
		this.machine.value(clsid, "LocalServer32", null, commandLine(steps));
		this.machine.hive.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new Sz(appId.toString())));
		if (runAs != null) {
			this.machine.hive.edit((root) -> root.withValue("AppID\\" + appId, "RunAs", new Sz(runAs)));
		}
	}

	/**
	 * With what the other user can read.
	 */
	static String commandLine(String... steps) {
		List<String> classPath = classPath();
		return '"' + TestMachine.JAVA + "\" -Xshare:auto -XX:TieredStopAtLevel=1 -Xmx32m -XX:+UseSerialGC -cp \""
				+ String.join(":", classPath) + "\" " + TestServer.class.getName() + " " + String.join(" ", steps);
	}

	static List<String> classPath() {
		return Stream.of(ComModule.class, TestServer.class).map(RunAsServerTests::place).toList();
	}

	private static String place(Class<?> type) {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
	}

	private static String user(long pid) {
		return ProcessHandle.of(pid).orElseThrow().info().user().orElseThrow();
	}

	@Test
	@Tag("LS-10")
	void clientsOfAllUsersShareTheProcessOfTheRunAsUser() {
		Clsid shared = register(OtherAccount.NAME);
		long pid = this.machine.activate(shared);
		assertThat(user(pid)).isEqualTo(OtherAccount.NAME);
		try (ComPointer<Servant> client = this.machine.create(register(OtherAccount.NAME))) {
			assertThat(user(client.get().pid())).isEqualTo(OtherAccount.NAME);
			assertThat(client.get().activateElsewhere(shared)).isEqualTo(pid);
		}
		assertThat(this.machine.activate(shared)).isEqualTo(pid);
	}

	@Test
	@Tag("LS-09")
	void withoutRunAsThenTheServerRunsAsTheClientAndIsNotSharedWithOthers() {
		Clsid clsid = register(null);
		long own = this.machine.activate(clsid);
		assertThat(user(own)).isEqualTo(System.getProperty("user.name"));
		try (ComPointer<Servant> client = this.machine.create(register(OtherAccount.NAME))) {
			long others = client.get().activateElsewhere(clsid);
			assertThat(user(others)).isEqualTo(OtherAccount.NAME);
			assertThat(client.get().activateElsewhere(clsid)).isEqualTo(others);
		}
		assertThat(this.machine.activate(clsid)).isEqualTo(own);
	}

	@ParameterizedTest
	@Tag("LS-10")
	@CsvSource({ "'', CO_E_RUNAS_SYNTAX", "'no body', CO_E_RUNAS_SYNTAX", "-nobody, CO_E_RUNAS_SYNTAX",
			"0, CO_E_RUNAS_SYNTAX", "nobody:root, CO_E_RUNAS_SYNTAX", "comspring-nobody, CO_E_RUNAS_LOGON_FAILURE",
			"interactive user, CO_E_RUNAS_LOGON_FAILURE" })
	void faultOfTheAccountThenTypedErrorAndNothingLaunched(String runAs, String expected) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.machine.activate(register(runAs)))
			.satisfies((ex) -> assertThat(ex.hresult().toString()).contains(expected))
			.withMessageContaining("'" + runAs + "'");
		assertThat(this.machine.launched).isEmpty();
	}

	@Test
	void programThatIsMissingThenAppNotFoundAndNothingLaunched() {
		Clsid clsid = register(OtherAccount.NAME);
		this.machine.value(clsid, "LocalServer32", null, "/nowhere/server");
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(clsid));
		assertThat(this.machine.launched).isEmpty();
	}

	@Test
	@Tag("CT-18")
	void registerFromAProcessThatWasNotLaunchedAsTheUserThenRefused() {
		Clsid wanted = register(OtherAccount.NAME);
		Clsid usual = TestMachine.newClass();
		register(usual, null, "open", "multiple=" + wanted, "multiple=" + usual, "resume", "serve");
		long own = this.machine.activate(usual);
		assertThat(this.machine.activate(wanted)).isNotEqualTo(own);
	}

	@Test
	void clientIsCalledBackByTheOtherUser() {
		CompletableFuture<Long> called = new CompletableFuture<>();
		try (ComPointer<Servant> pointer = this.machine.create(register(OtherAccount.NAME))) {
			pointer.get().call(called::complete);
			assertThat(called).isCompletedWithValue(pointer.get().pid());
		}
	}

	@Test
	void closeThenProcessesOfTheOtherUserEnd() throws Exception {
		long spawned;
		try (ComPointer<Servant> pointer = this.machine.create(register(OtherAccount.NAME))) {
			spawned = pointer.get().spawn();
			assertThat(user(spawned)).isEqualTo(OtherAccount.NAME);
			ProcessHandle.of(pointer.get().pid()).orElseThrow();
		}
		ProcessHandle child = ProcessHandle.of(spawned).orElseThrow();
		this.machine.launched.get(0).destroy();
		child.onExit().join();
		assertThat(this.machine.launched.get(0).exit().join().status()).isNotZero();
	}

}
