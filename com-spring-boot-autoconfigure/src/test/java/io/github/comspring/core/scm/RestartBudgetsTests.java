package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.core.scm.supervision.RestartBudgets;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RestartBudgets} with servers in this JVM.
 */
@ExtendWith(NoLeftovers.class)
class RestartBudgetsTests {

	private static final String PROG_ID = "Test.Failing.1";

	private final Clsid clsid = TestMachine.newClass();

	private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

	private volatile boolean broken = true;

	private final NearbyServers servers = NearbyServers.of((server) -> {
		if (this.broken) {
			server.end(3);
			return;
		}
		server.open();
		server.register(this.clsid, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	private TestMachine machine = new TestMachine(this.servers, TestMachine.LONG, this.clock);

	private final LimitedApplication application = registerIn(this.machine);

	private LimitedApplication registerIn(TestMachine target) {
		target.register(this.clsid, "nearby");
		target.value(this.clsid, "ProgID", null, PROG_ID);
		target.hive.edit((root) -> root.withValue(PROG_ID + "\\CLSID", null, new Sz(this.clsid.toString())));
		return LimitedApplication.in(target.hive).with(this.clsid).with(RestartLimits.RESTART_LIMIT, 3);
	}

	@AfterEach
	void close() throws Exception {
		this.machine.close();
	}

	private void fail(int times) {
		for (int i = 0; i < times; i++) {
			assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
		}
	}

	private Background<Long> waiting() {
		fail(2);
		this.broken = false;
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		client.awaitWaiting();
		assertThat(this.servers.launched()).hasSize(2);
		return client;
	}

	@Test
	void activateWhenTwoHaveFailedThenWaitsUntilTimeHasPassed() throws Exception {
		Background<Long> client = waiting();
		this.clock.advance(Duration.ofMillis(100));
		wake();
		assertThat(client.get()).isEqualTo(3);
		assertThat(this.machine.scm.restarts()).singleElement()
			.satisfies((state) -> assertThat(state.restarts()).isEqualTo(2));
	}

	@Test
	void activateWhenOneWaitsAlreadyThenBothGetTheSameServer() throws Exception {
		Background<Long> first = waiting();
		Background<Long> second = Background.start(() -> this.machine.activate(this.clsid));
		second.awaitWaiting();
		this.clock.advance(Duration.ofMillis(100));
		wake();
		assertThat(first.get()).isEqualTo(3);
		assertThat(second.get()).isEqualTo(3);
		assertThat(this.servers.launched()).hasSize(3);
	}

	@Test
	void unlockWhenOneWaitsThenItWaitsNoMore() throws Exception {
		Background<Long> client = waiting();
		this.machine.scm.unlock(PROG_ID);
		assertThat(client.get()).isEqualTo(3);
	}

	@Test
	void closeWhenOneWaitsThenToldAndNothingIsStarted() {
		Background<Long> client = waiting();
		this.machine.scm.close();
		assertFails(HResult.CO_E_SCM_RPC_FAILURE, client::get);
		assertThat(this.servers.launched()).hasSize(2);
	}

	@Test
	void interruptWhenOneWaitsThenItIsToldAndOthersAreServed() throws Exception {
		Background<Long> client = waiting();
		Background<Long> other = Background.start(() -> this.machine.activate(this.clsid));
		other.awaitWaiting();
		client.thread().interrupt();
		assertFails(HResult.RPC_E_CALL_CANCELED, client::get);
		assertThat(other.get()).isEqualTo(3);
	}

	@Test
	void activateWhenWaitIsLongerThanALaunchMayTakeThenTold() throws Exception {
		this.machine.close();
		this.machine = new TestMachine(this.servers, Duration.ofSeconds(5), this.clock);
		registerIn(this.machine).with(RestartLimits.RESTART_LIMIT, 100);
		for (int i = 0; i < 8; i++) {
			fail(1);
			this.clock.advance((i < 7) ? Duration.ofSeconds(7) : Duration.ZERO);
		}
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		client.awaitWaiting();
		this.clock.advance(Duration.ofSeconds(5));
		wake();
		assertFails(HResult.CO_E_SERVER_EXEC_FAILURE, client::get);
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsExactly(8);
	}

	/**
	 * Has those who wait look at the clock.
	 */
	private void wake() {
		this.machine.scm.unlock(TestMachine.newClass().toString());
	}

	@Test
	void activateWhenServerSucceedsOnceThenEarlierFailuresCount() {
		fail(2);
		this.broken = false;
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.machine.activate(this.clsid)).isEqualTo(3);
		this.servers.launched().get(2).end(134);
		this.clock.advance(Duration.ofSeconds(1));
		assertFails(HResult.CO_E_CLASS_DISABLED, () -> this.machine.activate(this.clsid));
		this.clock.advance(Duration.ofSeconds(58));
		assertThat(this.machine.activate(this.clsid)).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1 })
	void activateWhenWallClockIsSetThenLockedOutAsLongAsBeforeAndTheNewTimeIsTold(int days) {
		for (int i = 0; i < 3; i++) {
			fail(1);
			this.clock.advance(Duration.ofSeconds(1));
		}
		this.clock.set(Duration.ofDays(days));
		Instant until = this.clock.instant().plusSeconds(57);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.machine.activate(this.clsid))
			.withMessageContaining("CO_E_CLASS_DISABLED")
			.withMessageContaining("before " + until);
		assertThat(this.machine.scm.restarts()).extracting(RestartState::lockedOutUntil).containsExactly(until);
		this.clock.advance(Duration.ofSeconds(57));
		fail(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1 })
	void activateWhenWallClockIsSetThenWaitIsAsLongAsBefore(int days) throws Exception {
		Background<Long> client = waiting();
		this.clock.set(Duration.ofDays(days));
		this.clock.advance(Duration.ofMillis(99));
		wake();
		client.awaitWaiting();
		assertThat(this.servers.launched()).hasSize(2);
		this.clock.advance(Duration.ofMillis(1));
		wake();
		assertThat(client.get()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "progId", "clsid", "appId", "uuid" })
	void unlockThenByAnyName(String kind) {
		fail(1);
		this.clock.advance(Duration.ofSeconds(1));
		fail(1);
		this.clock.advance(Duration.ofSeconds(1));
		fail(1);
		assertFails(HResult.CO_E_CLASS_DISABLED, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.scm.unlock(TestMachine.newClass().toString())).isEmpty();
		assertFails(HResult.CO_E_CLASS_DISABLED, () -> this.machine.activate(this.clsid));
		this.broken = false;
		assertThat(this.machine.scm.unlock(switch (kind) {
			case "progId" -> PROG_ID;
			case "clsid" -> this.clsid.toString();
			case "appId" -> this.application.appId().toString();
			default -> this.clsid.guid().toString().substring(1, 37);
		})).hasSize(1);
		assertThat(this.machine.activate(this.clsid)).isEqualTo(4);
	}

	@Test
	void unlockWhenNameIsNoneThenInvalid() {
		assertFails(HResult.CO_E_CLASSSTRING, () -> this.machine.scm.unlock("No.Such.Class"));
	}

	@Test
	void activateWhenClassHasNoApplicationThenDefaults() {
		Clsid alone = TestMachine.newClass();
		this.machine.register(alone, "nearby");
		for (int i = 0; i < 5; i++) {
			assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(alone));
			this.clock.advance(Duration.ofSeconds(7));
		}
		assertFails(HResult.CO_E_CLASS_DISABLED, () -> this.machine.activate(alone));
		assertThat(this.machine.scm.unlock(alone.toString())).hasSize(1);
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(alone));
	}

	@Test
	void activateWhenSurrogateFailsThenLockedOutWithAllItsClasses(@TempDir Path directory) {
		HostedClasses hosted = new HostedClasses(this.machine, directory);
		this.application.with(RestartLimits.RESTART_LIMIT, 1);
		hosted.value(this.application.appId(), "DllSurrogate", "");
		Clsid first = hosted.register(this.application.appId());
		Clsid second = hosted.register(this.application.appId());
		assertFails(HResult.CO_E_APPDIDNTREG, () -> hosted.activate(first));
		assertFails(HResult.CO_E_CLASS_DISABLED, () -> hosted.activate(second));
		this.machine.scm.unlock(second.toString());
		assertFails(HResult.CO_E_APPDIDNTREG, () -> hosted.activate(second));
	}

	@Test
	void activateWhenServerIsLateThenOneFailureHoweverManyWait() throws Exception {
		this.machine.close();
		NearbyServers silent = NearbyServers.of((server) -> {
		});
		this.machine = new TestMachine(silent, Duration.ofMillis(1), this.clock);
		registerIn(this.machine);
		Background<Long> other = Background.start(() -> this.machine.activate(this.clsid));
		assertFails(HResult.CO_E_SERVER_EXEC_FAILURE, () -> this.machine.activate(this.clsid));
		assertFails(HResult.CO_E_SERVER_EXEC_FAILURE, other::get);
		silent.launched().get(0).end(1);
		assertThat(silent.launched()).hasSize(1);
		assertThat(this.machine.scm.restarts()).singleElement().satisfies((state) -> {
			assertThat(state.failures()).isOne();
			assertThat(state.lastFailure()).isEqualTo("did not register the class in time");
		});
	}

	@Test
	void activateWhenSingleUseThenAllProcessesHaveOneBudget() throws Exception {
		this.machine.close();
		NearbyServers single = NearbyServers.of((server) -> {
			server.open();
			server.register(this.clsid, Regcls.SINGLEUSE);
			server.classTable().resume();
		});
		this.machine = new TestMachine(single, TestMachine.LONG, this.clock);
		registerIn(this.machine);
		for (int i = 0; i < 3; i++) {
			this.machine.activate(this.clsid);
			single.launched().get(i).end(1);
			this.clock.advance(Duration.ofSeconds(1));
		}
		assertFails(HResult.CO_E_CLASS_DISABLED, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.scm.restarts()).hasSize(1);
	}

}
