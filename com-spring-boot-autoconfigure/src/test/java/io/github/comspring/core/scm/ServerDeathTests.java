package io.github.comspring.core.scm;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.core.scm.supervision.ServerDeath;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerDeath} with a server that takes its time to be gone, of an
 * application that allows no second one.
 */
@ExtendWith(NoLeftovers.class)
class ServerDeathTests {

	private final Clsid clsid = TestMachine.newClass();

	private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		server.register(this.clsid, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	private final TestMachine machine = new TestMachine(this.servers, TestMachine.LONG, this.clock);

	private NearbyServer server;

	@BeforeEach
	void startOne() {
		this.machine.register(this.clsid, "nearby");
		LimitedApplication.in(this.machine.hive).with(this.clsid).with(RestartLimits.RESTART_LIMIT, 1);
		this.machine.activate(this.clsid);
		this.server = this.servers.launched().get(0);
	}

	@AfterEach
	void close() throws Exception {
		this.server.exited(1);
		this.machine.close();
	}

	@Test
	void activateWhenServerCannotBeCalledThenItsEndCountsBeforeTheNextIsStarted() {
		this.server.die();
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		client.awaitWaiting();
		this.server.exited(1);
		assertFails(HResult.CO_E_CLASS_DISABLED, client::get);
		assertThat(this.servers.launched()).hasSize(1);
	}

	@Test
	void endWhenItDoesNotCountYetThenNobodyIsTold() throws Exception {
		long oxid = this.server.rpc().oxid();
		AtomicReference<Background<String>> asked = new AtomicReference<>();
		this.clock.onNextRead(() -> {
			asked.set(Background.start(() -> this.machine.scm.end(oxid)));
			asked.get().awaitWaiting();
		});
		this.server.end(1);
		assertThat(asked.get().get()).contains("exited with code 1");
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsExactly(1);
	}

}
