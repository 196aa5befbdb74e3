package io.github.comspring.core.scm;

import java.util.List;
import java.util.concurrent.CyclicBarrier;

import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes for a single use: a process for each client.
 */
@ExtendWith(NoLeftovers.class)
class SingleUseTests {

	private static final int CLIENTS = 16;

	private final Clsid clsid = TestMachine.newClass();

	/** Each server registers when this one and another one are there, in any order. */
	private final CyclicBarrier together = new CyclicBarrier(CLIENTS - 1);

	private final NearbyServers servers = NearbyServers.of(this::serve);

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private void serve(NearbyServer server) {
		server.open();
		if (server.pid() > 1) {
			try {
				this.together.await();
			}
			catch (Exception ex) {
				// The test has failed already
			}
		}
		server.register(this.clsid, (server.pid() < 100) ? Regcls.SINGLEUSE : Regcls.MULTIPLEUSE);
		server.classTable().resume();
	}

	@Test
	@Tag("LS-07")
	@Tag("CT-07")
	void activateWhenManyAtOnceThenEachHasItsOwnProcess() throws Exception {
		this.machine.register(this.clsid, "nearby");
		List<Long> pids = Race.run(CLIENTS, (number) -> this.machine.activate(this.clsid));
		assertThat(pids).doesNotHaveDuplicates().hasSize(CLIENTS);
		assertThat(this.servers.launched()).hasSize(CLIENTS);
	}

	@Test
	@Tag("LS-07")
	void activateRealProcessesThenEachHasItsOwn() throws Exception {
		try (TestMachine real = new TestMachine()) {
			real.register(this.clsid, "open", "single=" + this.clsid, "resume", "serve");
			List<Long> pids = Race.run(3, (number) -> {
				try (ComPointer<Servant> pointer = real.create(this.clsid)) {
					return pointer.get().pid();
				}
			});
			assertThat(pids).doesNotHaveDuplicates();
			assertThat(real.launched).extracting((each) -> each.pid()).containsExactlyInAnyOrderElementsOf(pids);
		}
	}

	@Test
	void activateWhenServerNowRegistersForManyThenShared() {
		this.machine.register(this.clsid, "nearby");
		assertThat(this.machine.activate(this.clsid)).isOne();
		this.servers.numbers().set(99);
		this.together.reset();
		Background.start(() -> {
			for (int i = 0; i < CLIENTS - 2; i++) {
				Background.start(this.together::await);
			}
			return null;
		});
		assertThat(this.machine.activate(this.clsid)).isEqualTo(100);
		assertThat(this.machine.activate(this.clsid)).isEqualTo(100);
		assertThat(this.servers.launched()).hasSize(2);
	}

}
