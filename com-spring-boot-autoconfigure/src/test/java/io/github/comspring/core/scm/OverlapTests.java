package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.registry.RecycleLimits;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many processes of one application there are at once: the one that new clients get,
 * and those that came to a limit for as long as a client holds on to them.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class OverlapTests {

	private static final int CLIENTS = 8;

	private final Clsid clsid = TestMachine.newClass();

	@RepeatedTest(20)
	void limitIsReachedByManyAtOnceThenNoMoreProcessesThanTheyNeed() throws Exception {
		NearbyServers servers = NearbyServers.of((server) -> {
			server.open();
			server.register(this.clsid, Regcls.MULTIPLEUSE);
			server.classTable().resume();
			server.endWhenIdle();
		});
		try (TestMachine machine = new TestMachine(servers, TestMachine.LONG, new ManualClock(Instant.EPOCH))) {
			machine.register(this.clsid, "nearby");
			LimitedApplication.in(machine.hive).with(this.clsid).with(RecycleLimits.RECYCLE_ACTIVATIONS, 2);
			List<ComPointer<Servant>> held = Race.run(CLIENTS, (number) -> machine.create(this.clsid));
			assertThat(servers.launched()).hasSize(CLIENTS / 2);
			held.forEach(ComPointer::close);
		}
	}

	@Test
	void limitIsReachedAgainAndAgainThenOldProcessesAreThereForWhoHoldsOnAlone(@TempDir Path directory)
			throws Exception {
		try (TestMachine machine = new TestMachine()) {
			FaultyClass faulty = FaultyClass.in(machine, directory)
				.with(RecycleLimits.RECYCLE_ACTIVATIONS, new Dword(CLIENTS));
			List<ComPointer<Faulty>> holders = new ArrayList<>();
			for (int round = 1; round <= 4; round++) {
				List<ComPointer<Faulty>> created = Race.run(CLIENTS, (number) -> faulty.create());
				holders.add(created.get(0));
				created.subList(1, CLIENTS).forEach(ComPointer::close);
				assertThat(machine.launched).hasSize(round).allSatisfy((each) -> assertThat(each.exit()).isNotDone());
			}
			assertThat(machine.scm.servers()).extracting(ServerDescription::draining)
				.containsExactly(true, true, true, false);
			for (int i : List.of(1, 0, 2)) {
				holders.get(i).close();
				assertThat(machine.launched.get(i).exit().join().status()).isZero();
			}
			assertThat(machine.launched.get(3).exit()).isNotDone();
			assertThat(holders.get(3).get().pid()).isEqualTo(machine.launched.get(3).pid());
			holders.get(3).close();
		}
	}

	@Test
	void processDiesAndManyComeAtOnceThenOneTakesItsPlace(@TempDir Path directory) throws Exception {
		try (TestMachine machine = new TestMachine()) {
			FaultyClass faulty = FaultyClass.in(machine, directory);
			List<ComPointer<Faulty>> held = new ArrayList<>(Race.run(CLIENTS, (number) -> faulty.create()));
			LaunchedProcess first = machine.launched.get(0);
			ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
			first.exit().join();
			held.addAll(Race.run(CLIENTS, (number) -> faulty.create()));
			assertThat(machine.launched).hasSize(2);
			assertThat(held.subList(CLIENTS, 2 * CLIENTS)).extracting((each) -> each.get().pid())
				.containsOnly(machine.launched.get(1).pid());
			held.forEach(ComPointer::close);
		}
	}

}
