package io.github.comspring.core.scm;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.scm.launching.ServerLaunches;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerLaunches} and {@link ScmLink} with servers in this JVM.
 */
@ExtendWith(NoLeftovers.class)
class ServerLaunchesTests {

	private final Clsid clsid = TestMachine.newClass();

	@Test
	@Tag("LS-05")
	void launchWhenLauncherHasBugThenToldAndNextRequestLaunches() throws Exception {
		NearbyServers servers = NearbyServers.of((server) -> {
			server.open();
			server.register(this.clsid, Regcls.MULTIPLEUSE);
			server.classTable().resume();
		});
		AtomicInteger launches = new AtomicInteger();
		try (TestMachine machine = new TestMachine((request) -> {
			if (launches.incrementAndGet() == 1) {
				throw new IllegalStateException("a bug");
			}
			return servers.launch(request);
		})) {
			machine.register(this.clsid, "nearby");
			assertFails(HResult.CO_E_SCM_ERROR, () -> machine.activate(this.clsid));
			assertThat(machine.activate(this.clsid)).isOne();
		}
	}

	@Test
	@Tag("SL-08")
	void openWhenClassIsRegisteredAlreadyThenItCanBeHad() throws Exception {
		NearbyServers servers = NearbyServers.of((server) -> {
			server.register(this.clsid, Regcls.MULTIPLEUSE);
			server.open();
		});
		try (TestMachine machine = new TestMachine(servers)) {
			machine.register(this.clsid, "nearby");
			assertThat(machine.activate(this.clsid)).isOne();
		}
	}

}
