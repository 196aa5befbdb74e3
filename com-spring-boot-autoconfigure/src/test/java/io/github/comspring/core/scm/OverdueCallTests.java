package io.github.comspring.core.scm;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Server processes that do not answer in time. Where the application lets calls take a
 * moment, only such calls are made that never end.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class OverdueCallTests {

	private static final int MOMENT = 3_000;

	private static final int MINUTE = 60_000;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	private final Clsid clsid = this.machine.register();

	private void application(int callTimeout, boolean end) {
		new TimedApplication(this.clsid, callTimeout, end).registerIn(this.machine.hive);
	}

	private long pid(int launch) {
		return this.machine.launched.get(launch).pid();
	}

	private ThrowableAssertAlternative<ComException> assertOverdue(ComPointer<Servant> pointer) {
		return assertThatExceptionOfType(ComException.class).isThrownBy(pointer.get()::loop)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_TIMEOUT))
			.withMessageContaining("Calling loop of " + Servant.class.getName())
			.withMessageContaining("The deadline of PT3S passed");
	}

	@Test
	void callThatNeverEndsThenServerIsEndedAndNextRequestLaunches() {
		this.machine.value(this.clsid, "ProgID", null, "Test.Looping.1");
		try (ScmLog log = new ScmLog(); ComPointer<Servant> early = this.machine.create(this.clsid)) {
			application(MOMENT, true);
			try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
				assertOverdue(pointer).withMessageContaining("The server was ended, as its application has it");
			}
			this.machine.launched.get(0).exit().join();
			assertThat(log.lines()).anySatisfy((line) -> assertThat(line)
				.contains("Ending process " + pid(0), "Test.Looping.1", this.clsid.toString(), "PT3S")
				.contains(Servant.class.getName() + ".loop"));
			assertFails(HResult.RPC_S_SERVER_UNAVAILABLE, early.get()::pid);
		}
		assertThat(this.machine.activate(this.clsid)).isEqualTo(pid(1));
		assertThat(this.machine.launched).hasSize(2);
	}

	@Test
	void callThatNeverEndsThenOthersAreToldAndChildrenEnd() throws Exception {
		try (Gate gate = new Gate(); ComPointer<Servant> other = this.machine.create(this.clsid)) {
			// It has no call timeout, as its application said nothing of it then
			ProcessHandle child = ProcessHandle.of(other.get().spawn()).orElseThrow();
			Background<Void> waiting = Background.start(() -> {
				other.get().pass(gate.number());
				return null;
			});
			gate.await();
			application(MOMENT, true);
			try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
				assertOverdue(pointer).withMessageContaining("The server was ended");
			}
			assertFails(HResult.RPC_S_CALL_FAILED, waiting::get);
			child.onExit().join();
			assertThat(this.machine.launched).hasSize(1);
		}
	}

	@Test
	void callThatNeverEndsWhenApplicationDoesNotSayThenServerLivesOn() {
		application(MOMENT, false);
		try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
			assertOverdue(pointer).withMessageNotContaining("ended");
			this.machine.value(this.clsid, "LocalServer32", null, "/nowhere/server");
			application(MINUTE, false);
			assertThat(this.machine.activate(this.clsid)).isEqualTo(pid(0));
		}
	}

	@Test
	void callOfClientInAnotherServerThenServerIsEnded() {
		Clsid client = this.machine.register();
		application(MOMENT, true);
		try (ComPointer<Servant> pointer = this.machine.create(client)) {
			assertThat(pointer.get().loopElsewhere(this.clsid, MOMENT)).startsWith("RPC_E_TIMEOUT")
				.contains("The deadline of PT3S passed", "The server was ended, as its application has it");
			this.machine.launched.get(1).exit().join();
			assertThat(pointer.get().pid()).isEqualTo(pid(0));
		}
		assertThat(this.machine.activate(this.clsid)).isEqualTo(pid(2));
	}

	@Test
	void callOfClientThatWaitsLessThanTheApplicationThenServerLivesOn() {
		Clsid client = this.machine.register();
		application(MINUTE, true);
		try (ComPointer<Servant> pointer = this.machine.create(client)) {
			assertThat(pointer.get().loopElsewhere(this.clsid, MOMENT)).startsWith("RPC_E_TIMEOUT")
				.contains("The deadline of PT3S passed")
				.doesNotContain("ended, as");
			assertThat(this.machine.activate(this.clsid)).isEqualTo(pid(1));
		}
		assertThat(this.machine.launched).hasSize(2);
	}

}
