package io.github.comspring.core.scm;

import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.FaultyJar;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Surrogates that end when they have registered: before the first call, and inside one.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class SurrogateCallFaultTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory);
	}

	@ParameterizedTest
	@CsvSource({ "exit=0, exited with code 0", "exit=1, exited with code 1", "halt=7, exited with code 7",
			"heap, exited with code 3" })
	@Tag("SU-10")
	void callWhenItEndsInsideThenToldHowAndNextOneServes(String fault, String how) {
		try (ComPointer<Faulty> pointer = this.faulty.create(); ComPointer<Faulty> fresh = this.faulty.create()) {
			assertCallFailed(() -> pointer.get().commit("say=Dear diary," + fault), how, "Dear diary");
			// The first call of this one
			assertGone(fresh, how);
		}
		assertNextOneServes();
	}

	/**
	 * What ends in order says first that it takes no more clients.
	 */
	@Test
	void activateWhenItHasExitedAsIfInOrderInsideACallThenItCountsAsFailed() {
		this.faulty.with(RestartLimits.RESTART_LIMIT, new Dword(1));
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			assertFails(HResult.RPC_S_CALL_FAILED, () -> pointer.get().commit("exit=0"));
		}
		ComException failure = this.faulty.failureOf(this.faulty::activate);
		assertThat(failure.hresult()).isEqualTo(HResult.CO_E_CLASS_DISABLED);
		assertThat(failure).hasMessageContaining("Last it ended while it still took clients: exited with code 0");
	}

	@Test
	@Tag("SU-10")
	void callWhenItIsKilledInsideThenToldAndNextOneServes() {
		try (Gate gate = new Gate(); ComPointer<Faulty> pointer = this.faulty.create()) {
			Background<String> client = Background.start(() -> pointer.get().commit(gate.step()));
			gate.await().kill();
			assertCallFailed(client::get, "was ended by signal 9 (SIGKILL)");
		}
		assertNextOneServes();
	}

	@Test
	@Tag("SU-10")
	void firstCallWhenItWasKilledThenToldAndNextOneServes() {
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			TestMachine.kill(this.machine.launched.get(0).pid());
			assertGone(pointer, "was ended by signal 9 (SIGKILL)");
		}
		assertNextOneServes();
	}

	@ParameterizedTest
	@CsvSource({ "exit=0, exited with code 0", "exit=1, exited with code 1", "heap, exited with code 3" })
	@Tag("SU-10")
	void activateWhenItEndsInsideThenToldHowAndNextOneServes(String fault, String how) {
		FaultyJar.creating("say=Dear diary," + fault).writeTo(this.faulty.jar());
		assertCallFailed(this.faulty::activate, how, "Dear diary");
		new FaultyJar().writeTo(this.faulty.jar());
		assertNextOneServes();
	}

	/**
	 * The last a JVM does is to run hooks, which must not wait for the class.
	 */
	@ParameterizedTest
	@CsvSource({ "exit=0, exited with code 0", "exit=3, exited with code 3" })
	void activateWhenAStaticInitializerExitsThenToldHowAndNextOneServes(String fault, String how) {
		new FaultyJar(fault, "nothing", "nothing").writeTo(this.faulty.jar());
		assertCallFailed(this.faulty::activate, how);
		new FaultyJar().writeTo(this.faulty.jar());
		assertNextOneServes();
	}

	@Test
	@Tag("SU-10")
	void activateWhenItIsKilledInsideThenToldAndNextOneServes() {
		try (Gate gate = new Gate()) {
			FaultyJar.creating(gate.step()).writeTo(this.faulty.jar());
			Background<Long> client = Background.start(this.faulty::activate);
			gate.await().kill();
			assertCallFailed(client::get, "was ended by signal 9 (SIGKILL)");
		}
		assertNextOneServes();
	}

	private void assertCallFailed(ThrowingCallable call, String... how) {
		ComException failure = this.faulty.failureOf(call);
		assertThat(failure.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED);
		assertThat(failure).hasMessageContainingAll(how)
			.hasMessageContaining("Repeat the call only if doing it twice does no harm");
	}

	private void assertGone(ComPointer<Faulty> pointer, String how) {
		this.machine.launched.get(0).exit().join();
		ComException failure = this.faulty.failureOf(pointer.get()::pid);
		assertThat(failure.hresult()).isIn(HResult.RPC_S_SERVER_UNAVAILABLE, HResult.RPC_E_DISCONNECTED);
		assertThat(failure).hasMessageContaining(how);
	}

	private void assertNextOneServes() {
		assertThat(this.faulty.activate()).isEqualTo(this.machine.launched.get(1).pid());
		assertThat(this.machine.scm.servers()).extracting(ServerDescription::pid)
			.containsExactly(this.machine.launched.get(1).pid());
	}

}
