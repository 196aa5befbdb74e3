package io.github.comspring.core.scm;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Activations against a server that changes its mind: a client gets an object that works,
 * or an error that says why not.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class ActivationRaceTests {

	private static final int CLIENTS = 3;

	/** How many changes, and activations of each client, race in a round. */
	private static final int CHANGES = 4;

	/** Makes ten thousand activations. */
	private static final int ROUNDS = 10_000 / (CHANGES * CLIENTS) + 1;

	/** How many servers come and go, however many rounds that takes. */
	private static final int GENERATIONS = 60;

	/**
	 * What can be said of servers that end as fast as they are started.
	 */
	private static final Set<HResult> HONEST = Set.of(HResult.CO_E_APPDIDNTREG, HResult.CO_E_SERVER_STOPPING,
			HResult.CO_E_OBJSRV_RPC_FAILURE);

	private final Clsid clsid = TestMachine.newClass();

	private void serve(NearbyServer server) {
		if (server.pid() > 1) {
			server.close();
			return;
		}
		server.open();
		server.register(this.clsid, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	}

	@Test
	@Tag("CT-17")
	@Tag("SL-02")
	@Tag("SL-04")
	void activateWhileServerSuspendsAndResumesThenObjectOrHonestError() throws Exception {
		NearbyServers servers = NearbyServers.of(this::serve);
		CyclicBarrier round = new CyclicBarrier(CLIENTS + 1);
		try (TestMachine machine = new TestMachine(servers)) {
			machine.register(this.clsid, "nearby");
			// Those that end at once are to be started at once all the same
			LimitedApplication.in(machine.hive).with(this.clsid).with(RestartLimits.RESTART_WINDOW, 1);
			assertThat(machine.activate(this.clsid)).isOne();
			NearbyServer server = servers.launched().get(0);
			List<Integer> served = Race.run(CLIENTS + 1, (number) -> {
				int count = 0;
				for (int i = 0; i < ROUNDS; i++) {
					round.await(1, TimeUnit.MINUTES);
					for (int change = 0; change < CHANGES; change++) {
						if (number == 0) {
							change(server, change);
						}
						else {
							count += activate(machine) ? 1 : 0;
						}
					}
				}
				return count;
			});
			assertThat(served.subList(1, served.size())).allSatisfy((count) -> assertThat(count).isPositive());
			server.classTable().resume();
			assertThat(machine.activate(this.clsid)).isOne();
		}
	}

	/**
	 * Changes what clients can have, and back again.
	 */
	private void change(NearbyServer server, int number) {
		ClassTable table = server.classTable();
		switch (number) {
			case 0 -> {
				table.suspend();
				table.resume();
			}
			case 1 -> {
				int cookie = table.registrations().get(0).cookie();
				table.revoke(cookie);
				server.register(this.clsid, Regcls.MULTIPLEUSE);
			}
			case 2 -> {
				// Suspends in the same step if no client is there
				table.releaseServerProcess();
				table.addRefServerProcess();
				table.resume();
			}
			default -> table.revoke(server.register(TestMachine.newClass(), Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED)));
		}
	}

	private boolean activate(TestMachine machine) {
		ComPointer<Servant> pointer;
		try {
			pointer = machine.create(this.clsid);
		}
		catch (ComException ex) {
			assertThat(ex.hresult()).isIn(HONEST);
			return false;
		}
		// No client has an object that is not connected
		try (pointer) {
			assertThat(pointer.get().pid()).isPositive();
		}
		return true;
	}

	@Test
	@Tag("CT-17")
	@Tag("SL-02")
	void activateWhileServersEndAsSoonAsTheyAreIdleThenObjectOrHonestError() throws Exception {
		NearbyServers servers = NearbyServers.of((server) -> {
			server.open();
			server.register(this.clsid, Regcls.MULTIPLEUSE);
			server.classTable().resume();
			server.endWhenIdle();
		});
		AtomicIntegerArray served = new AtomicIntegerArray(CLIENTS);
		AtomicBoolean enough = new AtomicBoolean();
		// All clients have let go when the next round begins
		CyclicBarrier round = new CyclicBarrier(CLIENTS, () -> enough.set(servers.launched().size() >= GENERATIONS
				&& IntStream.range(0, CLIENTS).allMatch((client) -> served.get(client) > 0)));
		try (TestMachine machine = new TestMachine(servers)) {
			machine.register(this.clsid, "nearby");
			Race.run(CLIENTS, (client) -> {
				while (!enough.get()) {
					served.addAndGet(client, activate(machine) ? 1 : 0);
					round.await(1, TimeUnit.MINUTES);
				}
				return client;
			});
			assertThat(machine.activate(this.clsid)).isPositive();
		}
	}

}
