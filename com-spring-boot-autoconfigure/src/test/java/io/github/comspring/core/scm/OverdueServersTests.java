package io.github.comspring.core.scm;

import java.io.IOException;
import java.time.Duration;

import io.github.comspring.Clsid;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.core.scm.supervision.OverdueServers;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OverdueServers}: which reports count.
 */
@ExtendWith(NoLeftovers.class)
class OverdueServersTests {

	private static final int MINUTE = 60_000;

	private final Clsid clsid = TestMachine.newClass();

	private final Clsid other = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		server.register((server.pid() == 2) ? this.other : this.clsid, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private boolean overdue(long server, Clsid overdue, int taken) {
		return this.machine.scm.overdue(new OverdueCall(server, overdue, "a call", Duration.ofMillis(taken)));
	}

	private long start(Clsid started) {
		this.machine.register(started, "nearby");
		this.machine.activate(started);
		return this.servers.launched().get(this.servers.launched().size() - 1).rpc().oxid();
	}

	@Test
	void overdueThenOnlyWhatTheApplicationOfThatServerWantsCounts() {
		new TimedApplication(this.clsid, MINUTE, true).registerIn(this.machine.hive);
		long server = start(this.clsid);
		long another = start(this.other);
		assertThat(overdue(server, this.clsid, MINUTE - 1)).as("too early").isFalse();
		assertThat(overdue(another, this.other, MINUTE)).as("no application").isFalse();
		assertThat(overdue(another, this.clsid, MINUTE)).as("the server of another class").isFalse();
		assertThat(overdue(Long.MAX_VALUE, this.clsid, MINUTE)).as("no server").isFalse();
		assertThat(overdue(this.machine.rpc.oxid(), this.clsid, MINUTE)).as("the machine's own process").isFalse();
		assertThat(this.machine.activate(this.clsid)).isOne();
		assertThat(overdue(server, this.clsid, MINUTE)).isTrue();
		assertThat(this.machine.activate(this.clsid)).isEqualTo(3);
		assertThat(this.machine.activate(this.other)).isEqualTo(2);
		assertThat(overdue(server, this.clsid, MINUTE)).as("an ended server").isFalse();
	}

	@Test
	void overdueWhenRegistryIsDamagedThenServerLivesOn() {
		new TimedApplication(this.clsid, MINUTE, true).registerIn(this.machine.hive);
		long server = start(this.clsid);
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.clsid, "CallTimeout", new Sz("soon")));
		assertThat(overdue(server, this.clsid, MINUTE)).isFalse();
		this.machine.hive.edit((root) -> root.withoutKey("AppID\\" + this.clsid));
		assertThat(this.machine.activate(this.clsid)).isOne();
	}

	@Test
	void overdueWhenServiceControlManagerIsGoneThenFalse() throws IOException {
		try (SocketDirectory sockets = new SocketDirectory(); ObjectRpc client = this.machine.objectRpc(sockets)) {
			RemoteScm scm = new RemoteScm(client, sockets.endpoint(), Duration.ofMinutes(1));
			assertThat(scm.overdue(new OverdueCall(1, this.clsid, "a call", Duration.ZERO))).isFalse();
		}
	}

}
