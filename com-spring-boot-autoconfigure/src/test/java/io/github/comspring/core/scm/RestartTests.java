package io.github.comspring.core.scm;

import java.time.Duration;
import java.time.Instant;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Real server processes that fail again and again.
 */
@ExtendWith(NoLeftovers.class)
class RestartTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final ManualClock clock = new ManualClock(START);

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.clock);

	private final Clsid clsid = this.machine.register();

	private final LimitedApplication application = LimitedApplication.in(this.machine.hive)
		.with(this.clsid)
		.with(RestartLimits.RESTART_LIMIT, 2);

	private ThrowableAssertAlternative<ComException> assertLockedOut() {
		return assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.machine.activate(this.clsid))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CLASS_DISABLED));
	}

	@ParameterizedTest
	@CsvSource({ "exit=3, Last it exited with code 3", "open multiple={0} resume exit=3, Last it registered {" })
	void activateWhenServerAlwaysFailsThenLockedOutUntilUnlocked(String steps, String last) {
		this.machine.register(this.clsid, steps.replace("{0}", TestMachine.newClass().toString()));
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
		assertLockedOut().withMessageContaining(this.clsid.toString())
			.withMessageContaining("failed 2 times")
			.withMessageContaining("before 2026-01-01T00:01:00Z")
			.withMessageContaining("comservers/" + this.clsid.toString().substring(1, 37) + " unlocks")
			.withMessageContaining(last);
		assertThat(this.machine.launched).hasSize(2);
		assertThat(this.machine.scm.restarts()).singleElement().satisfies((state) -> {
			assertThat(state.restarts()).isOne();
			assertThat(state.lockedOutUntil()).isEqualTo(START.plusSeconds(60));
		});
		assertThat(this.machine.scm.unlock(this.clsid.toString())).singleElement()
			.satisfies((state) -> assertThat(state.lockedOutUntil()).isNull());
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.launched).hasSize(3);
	}

	@Test
	void activateWhenLockedOutThenLastLinesOfTheServerUntilTimeHasPassed() {
		this.application.with(RestartLimits.RESTART_LIMIT, 1).with(RestartLimits.RESTART_WINDOW, 5000);
		String good = TestMachine.commandLine(TestServer.class, "open", "multiple=" + this.clsid, "resume", "serve");
		this.machine.value(this.clsid, "LocalServer32", null, good.replace("-Xmx32m", "-XX:+NoSuchOption"));
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
		assertLockedOut().withMessageContaining("exited with code 1; the last it wrote: ")
			.withMessageContaining("NoSuchOption");
		this.clock.advance(Duration.ofSeconds(5).minusNanos(1));
		assertLockedOut();
		this.clock.advance(Duration.ofNanos(1));
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
	}

	@Test
	void activateWhenServerIsKilledAgainAndAgainThenLockedOutAlthoughItServed() {
		for (int i = 0; i < 2; i++) {
			TestMachine.kill(this.machine.activate(this.clsid));
			int failures = i + 1;
			await().until(() -> this.machine.scm.restarts().get(0).failures() == failures);
		}
		assertLockedOut().withMessageContaining("Last it was ended by signal 9 (SIGKILL)");
		this.machine.scm.unlock(this.application.appId().toString());
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(2).pid());
	}

	@Test
	void activateWhenProgramIsMissingThenLockedOutAndNewProgramIsNot() {
		this.machine.value(this.clsid, "LocalServer32", null, "/no/such/program");
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(this.clsid));
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(this.clsid));
		assertLockedOut().withMessageContaining("could not be started: The program '/no/such/program'");
		this.machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
	}

	@Test
	void activateWhenOtherApplicationCrashesThenNotLockedOut() {
		Clsid broken = TestMachine.newClass();
		this.machine.register(broken, "exit=3");
		LimitedApplication.in(this.machine.hive).with(broken).with(RestartLimits.RESTART_LIMIT, 1);
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(broken));
		assertFails(HResult.CO_E_CLASS_DISABLED, () -> this.machine.activate(broken));
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(1).pid());
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsExactly(1, 0);
	}

	@Test
	void activateWhenServersEndInOrderThenNeverLockedOut() {
		this.machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "idle=0");
		this.application.with(RestartLimits.RESTART_LIMIT, 1);
		for (int i = 0; i < 2; i++) {
			this.machine.activate(this.clsid);
			assertThat(this.machine.launched.get(i).exit().join().status()).isZero();
		}
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsExactly(0);
	}

	@Test
	void activateWhenServerWasEndedForACallThenItHasNotFailed() {
		this.application.with(RestartLimits.RESTART_LIMIT, 1).with(ApplicationTimes.CALL_TIMEOUT, 3_000);
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.application.appId(),
				ApplicationTimes.END_ON_CALL_TIMEOUT, new Sz("Y")));
		try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
			assertFails(HResult.RPC_E_TIMEOUT, pointer.get()::loop);
		}
		await().until(() -> this.machine.scm.servers().isEmpty());
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(1).pid());
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures, RestartState::restarts)
			.containsExactly(tuple(0, 0));
	}

}
