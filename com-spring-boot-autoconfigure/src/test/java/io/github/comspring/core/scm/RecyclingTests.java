package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.registry.RecycleLimits;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.supervision.Recycling;
import io.github.comspring.core.scm.supervision.ServerStates;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.Offer;
import io.github.comspring.core.scm.table.RunningServer;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Recycling}.
 */
@ExtendWith(NoLeftovers.class)
class RecyclingTests {

	private final Clsid clsid = TestMachine.newClass();

	/** Begins when servers in this JVM do. */
	private final ManualClock clock = new ManualClock(Instant.EPOCH);

	private TestMachine nearby() {
		TestMachine machine = new TestMachine(NearbyServers.of((server) -> {
			server.open();
			server.register(this.clsid, Regcls.MULTIPLEUSE);
			server.classTable().resume();
			server.endWhenIdle();
		}), TestMachine.LONG, this.clock);
		machine.register(this.clsid, "nearby");
		return machine;
	}

	@Test
	void activateWhenLimitIsReachedThenNewProcessAndPointersToTheOldOneWork() throws Exception {
		try (TestMachine machine = new TestMachine()) {
			machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "idle=0");
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_ACTIVATIONS, 3);
			List<ComPointer<Servant>> old = IntStream.range(0, 3).mapToObj((i) -> machine.create(this.clsid)).toList();
			long first = machine.launched.get(0).pid();
			assertThat(old).extracting((each) -> each.get().pid()).containsOnly(first);
			try (ComPointer<Servant> fourth = machine.create(this.clsid)) {
				assertThat(fourth.get().pid()).isEqualTo(machine.launched.get(1).pid()).isNotEqualTo(first);
				assertThat(machine.activate(this.clsid)).isEqualTo(fourth.get().pid());
				assertThat(old).extracting((each) -> each.get().pid()).containsOnly(first);
				assertThat(machine.scm.servers()).extracting(ServerDescription::draining).containsExactly(true, false);
				assertThat(machine.scm.servers()).extracting(ServerDescription::activations).containsExactly(4, 2);
				old.forEach(ComPointer::close);
				assertThat(machine.launched.get(0).exit().join().status()).isZero();
				assertThat(fourth.get().pid()).isEqualTo(machine.launched.get(1).pid());
			}
			assertThat(machine.launched.get(1).exit().join().status()).isZero();
			assertThat(machine.launched).hasSize(2);
			assertThat(machine.scm.restarts()).extracting(RestartState::restarts).containsExactly(0);
		}
	}

	/**
	 * Its idle time is long.
	 */
	@Test
	void activateWhenLimitIsReachedAndNobodyIsLeftThenServersEndAtOnce() throws Exception {
		try (TestMachine machine = new TestMachine()) {
			machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "idle=3600000");
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_ACTIVATIONS, 2);
			for (int i = 0; i < 8; i++) {
				machine.activate(this.clsid);
			}
			assertThat(machine.launched).hasSize(4);
			machine.launched.subList(0, 3).forEach((each) -> assertThat(each.exit().join().status()).isZero());
			assertThat(machine.launched.get(3).exit()).isNotDone();
			assertThat(machine.scm.restarts()).extracting(RestartState::failures).containsExactly(0);
			machine.launched.get(3).destroy();
			machine.launched.get(3).exit().join();
		}
	}

	@Test
	void activateWhenLimitIsReachedThenServerEndsWithItsLastClient() throws Exception {
		try (TestMachine machine = new TestMachine()) {
			machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "idle=3600000");
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_ACTIVATIONS, 1);
			ComPointer<Servant> old = machine.create(this.clsid);
			long second = machine.activate(this.clsid);
			assertThat(old.get().pid()).isEqualTo(machine.launched.get(0).pid()).isNotEqualTo(second);
			old.close();
			assertThat(machine.launched.get(0).exit().join().status()).isZero();
			machine.launched.get(1).destroy();
			machine.launched.get(1).exit().join();
		}
	}

	@RepeatedTest(20)
	void activateWhenManyAtOnceThenNoneGetsMoreThanTheLimitAndAllAreServed() throws Exception {
		try (TestMachine machine = nearby()) {
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_ACTIVATIONS, 2);
			List<Background<ComPointer<Servant>>> clients = IntStream.range(0, 8)
				.mapToObj((i) -> Background.start(() -> machine.create(this.clsid)))
				.toList();
			List<Long> pids = new ArrayList<>();
			List<ComPointer<Servant>> pointers = new ArrayList<>();
			for (Background<ComPointer<Servant>> each : clients) {
				pointers.add(each.get());
			}
			pointers.forEach((each) -> pids.add(each.get().pid()));
			pointers.forEach(ComPointer::close);
			assertThat(pids).hasSize(8)
				.allSatisfy((pid) -> assertThat(pids).filteredOn(pid::equals).hasSizeLessThanOrEqualTo(2));
		}
	}

	@Test
	void activateWhenServerIsTooOldThenNewProcess() throws Exception {
		try (TestMachine machine = nearby()) {
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_AGE, 60_000);
			try (ComPointer<Servant> held = machine.create(this.clsid)) {
				this.clock.advance(Duration.ofMinutes(1));
				assertThat(machine.activate(this.clsid)).isOne();
				this.clock.advance(Duration.ofMillis(1));
				assertThat(machine.activate(this.clsid)).isEqualTo(2);
				assertThat(held.get().pid()).isOne();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1 })
	void activateWhenWallClockIsSetThenNoServerIsOlderOrYounger(int days) throws Exception {
		try (TestMachine machine = nearby()) {
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_AGE, 60_000);
			try (ComPointer<Servant> held = machine.create(this.clsid)) {
				this.clock.set(Duration.ofDays(days));
				assertThat(machine.activate(this.clsid)).isOne();
				this.clock.advance(Duration.ofMinutes(1).plusMillis(1));
				assertThat(machine.activate(this.clsid)).isEqualTo(2);
				assertThat(held.get().pid()).isOne();
			}
		}
	}

	@Test
	void activateWhenServerHasAnsweredTooManyCallsThenNewProcessOnceThatIsLookedAt() throws Exception {
		try (TestMachine machine = nearby()) {
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_CALLS, 100);
			try (ComPointer<Servant> held = machine.create(this.clsid)) {
				assertThat(machine.activate(this.clsid)).isOne();
				for (int i = 0; i < 100; i++) {
					held.get().pid();
				}
				assertThat(machine.activate(this.clsid)).isOne();
				this.clock.advance(Duration.ofSeconds(1));
				assertThat(machine.activate(this.clsid)).isEqualTo(2);
				assertThat(held.get().pid()).isOne();
			}
		}
	}

	@Test
	void activateWhenCallsFailInARowThenNewProcess() throws Exception {
		try (TestMachine machine = nearby()) {
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_ERRORS, 3);
			try (ComPointer<Servant> held = machine.create(this.clsid)) {
				fail(held, 2);
				held.get().pid();
				fail(held, 2);
				assertThat(errorsInARow(machine)).isEqualTo(2);
				this.clock.advance(Duration.ofSeconds(1));
				assertThat(machine.activate(this.clsid)).as("served, and nothing but a success").isOne();
				assertThat(errorsInARow(machine)).isZero();
				fail(held, 3);
				this.clock.advance(Duration.ofSeconds(1));
				assertThat(machine.activate(this.clsid)).isEqualTo(2);
				assertThat(held.get().pid()).isOne();
			}
		}
	}

	private static void fail(ComPointer<Servant> pointer, int times) {
		for (int i = 0; i < times; i++) {
			TestMachine.assertFails(HResult.RPC_E_SERVERFAULT, () -> pointer.get().call(null));
		}
	}

	private static int errorsInARow(TestMachine machine) {
		ServerState state = machine.scm.servers().get(0).state();
		assertThat(state).isNotNull();
		return state.errorsInARow();
	}

	@Test
	void activateWhenCreationsFailInARowThenNewProcess() throws Exception {
		ClassFactory<Servant> worn = (type) -> {
			throw new OutOfMemoryError("made up");
		};
		NearbyServers servers = NearbyServers.of((server) -> {
			server.open();
			if (server.pid() == 1) {
				server.classTable()
					.register(CoClass.of(this.clsid), worn, ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
			}
			else {
				server.register(this.clsid, Regcls.MULTIPLEUSE);
			}
			server.classTable().resume();
		});
		try (TestMachine machine = new TestMachine(servers, TestMachine.LONG, this.clock)) {
			machine.register(this.clsid, "nearby");
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_ERRORS, 2);
			TestMachine.assertFails(HResult.E_OUTOFMEMORY, () -> machine.create(this.clsid));
			TestMachine.assertFails(HResult.E_OUTOFMEMORY, () -> machine.create(this.clsid));
			this.clock.advance(Duration.ofSeconds(1));
			assertThat(machine.activate(this.clsid)).isEqualTo(2);
		}
		servers.launched().forEach(NearbyServer::close);
	}

	@ParameterizedTest
	@CsvSource({ "1024, true", "2000000000, false" })
	void activateWhenServerHasTooMuchMemoryThenNewProcess(int kibibytes, boolean recycled) throws Exception {
		try (TestMachine machine = new TestMachine()) {
			machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "serve");
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_MEMORY, kibibytes);
			long first = machine.activate(this.clsid);
			assertThat(machine.activate(this.clsid) != first).isEqualTo(recycled);
			assertThat(machine.launched).hasSize(recycled ? 2 : 1);
		}
	}

	@Test
	void activateWhenSurrogateIsDrainingThenAllClassesGoToTheNextOne(@TempDir Path directory) throws Exception {
		try (TestMachine machine = new TestMachine()) {
			HostedClasses classes = new HostedClasses(machine, directory);
			AppId appId = classes.application();
			new LimitedApplication(machine.hive, appId).with(RecycleLimits.RECYCLE_ACTIVATIONS, 2);
			Clsid first = classes.register(appId);
			Clsid second = classes.register(appId);
			Clsid third = classes.register(appId);
			try (ComPointer<Hosted> one = classes.create(first); ComPointer<Hosted> two = classes.create(second)) {
				long old = one.get().pid();
				assertThat(two.get().pid()).isEqualTo(old);
				long next = classes.activate(third);
				assertThat(next).isNotEqualTo(old);
				assertThat(classes.activate(first)).isEqualTo(next);
				assertThat(two.get().pid()).isEqualTo(old);
			}
			assertThat(machine.launched).hasSize(2);
		}
	}

	@Test
	void retiresWhenServerDoesNotAnswerThenItStays() {
		MachineClassTable table = new MachineClassTable();
		LaunchKey key = LaunchKey.of(CoClass.of(this.clsid), new LocalServer("server", null), null, 0);
		Launch launch = table.launches((all) -> all.join(key, CoClass.of(this.clsid))).launch();
		table.started(launch, mock(LaunchedProcess.class));
		ServerControl unreachable = mock(ServerControl.class);
		given(unreachable.state()).willThrow(new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there"));
		RunningServer server = new RunningServer(1, new UnixEndpoint(Path.of("/socket")), unreachable, 1, Instant.EPOCH,
				launch);
		RecycleLimits limits = new RecycleLimits(null, 1, null, null, null);
		assertThat(new Recycling(table, new ServerStates(Duration.ofMinutes(1)), this.clock::ticks)
			.retires(new Offer(server, 1, 2), this.clsid, limits)).isFalse();
		then(unreachable).should().state();
	}

}
