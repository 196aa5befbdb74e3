package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Server processes that fail before a client has something from them.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class LaunchFaultTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	private final Clsid clsid = TestMachine.newClass();

	@ParameterizedTest
	@ValueSource(strings = { "exit=0", "exit=1", "exhaust", "lie open" })
	@Tag("LS-05")
	void activateWhenServerEndsBeforeItRegistersThenToldAndNextRequestLaunchesAgain(String step) {
		this.machine.register(this.clsid, step);
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.scm.servers()).isEmpty();
		this.machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(1).pid());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "open", "open multiple={0}" })
	@Tag("LS-05")
	void activateWhenServerIsKilledBeforeItRegistersThenTold(String before) {
		try (Gate gate = new Gate()) {
			this.machine.register(this.clsid, before.replace("{0}", this.clsid.toString()), gate.step());
			Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
			gate.await().kill();
			assertFails(HResult.CO_E_APPDIDNTREG, client::get);
			assertThat(this.machine.launched).hasSize(1);
			assertThat(this.machine.scm.servers()).isEmpty();
		}
	}

	@Test
	void activateWhenServerPrintsMegabytesBeforeItRegistersThenServed() {
		Logger log = Logger.getLogger("io.github.comspring.server");
		log.setLevel(Level.OFF);
		try {
			this.machine.register(this.clsid, "babble=4", "open", "multiple=" + this.clsid, "resume", "serve");
			assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
		}
		finally {
			log.setLevel(null);
		}
	}

	@Test
	void callWhenServerHasAnotherVersionOfTheInterfaceThenVersionMismatch() {
		this.machine.register(this.clsid, "open", "old=" + this.clsid, "resume", "serve");
		try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
			assertFails(HResult.RPC_E_VERSION_MISMATCH, () -> pointer.get().pid());
		}
	}

	@Test
	@Tag("LS-02")
	void activateWhenProgramIsMissingThenAppNotFound() {
		this.machine.value(this.clsid, "LocalServer32", null, "/nowhere/server -x");
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(this.clsid));
		this.machine.value(this.clsid, "LocalServer32", null, "\"unclosed");
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.scm.servers()).isEmpty();
	}

	@Test
	void createWhenServerIsKilledBetweenRegisteringAndFirstCallThenCallFails() {
		this.machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "serve");
		try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
			TestMachine.kill(this.machine.launched.get(0).pid());
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().pid())
				.satisfies((ex) -> assertThat(ex.hresult()).isIn(HResult.RPC_S_SERVER_UNAVAILABLE,
						HResult.RPC_E_DISCONNECTED));
		}
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(1).pid());
	}

	@Test
	@Tag("LS-14")
	void createWhenServerIsKilledInsideThenCallFailedAndNotRetried() {
		try (Gate gate = new Gate()) {
			this.machine.register(this.clsid, "creating=" + gate.number(), "open", "multiple=" + this.clsid, "resume",
					"serve");
			Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
			gate.await().kill();
			assertFails(HResult.RPC_S_CALL_FAILED, client::get);
		}
		assertThat(this.machine.launched).hasSize(1);
	}

	@Test
	@Tag("LS-14")
	void createWhenServerHaltsInsideThenCreatedOnce(@TempDir Path directory) throws IOException {
		Path creations = directory.resolve("creations");
		this.machine.register(this.clsid, "counting=" + creations, "open", "multiple=" + this.clsid, "resume", "serve");
		assertFails(HResult.RPC_S_CALL_FAILED, () -> this.machine.create(this.clsid));
		assertThat(creations).hasContent("created");
	}

	@ParameterizedTest
	@ValueSource(strings = { "800706ba", "80010108", "80080008" })
	@Tag("LS-14")
	void createWhenClassObjectThrowsFailureOfTransportThenNotRetriedAndServerStays(String hresult) {
		this.machine.register(this.clsid, "throwing=" + hresult, "open", "multiple=" + this.clsid, "resume", "serve");
		for (int i = 0; i < 2; i++) {
			assertFails(HResult.of(Integer.parseUnsignedInt(hresult, 16)), () -> this.machine.create(this.clsid));
		}
		assertThat(this.machine.launched).hasSize(1);
	}

}
