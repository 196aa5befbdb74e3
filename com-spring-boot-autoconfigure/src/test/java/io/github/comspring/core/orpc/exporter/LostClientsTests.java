package io.github.comspring.core.orpc.exporter;

import java.util.List;

import io.github.comspring.ComPointer;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client whose connections were all lost has died only if it listens no more.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class LostClientsTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	@Test
	void connectionsLostThenClientThatLivesKeepsWhatItHolds() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
			assertThat(pointer.get().next()).isEqualTo(1);
			loseConnections();
			assertThat(Inside.isClient(this.processes.server(), this.processes.client().oxid())).isTrue();
			assertThat(Inside.introductions(this.processes.server()).visitors().size()).isOne();
			assertThat(this.factory.destroyed).isEmpty();
			assertThat(pointer.get().next()).isEqualTo(2);
			// It can be lost again
			loseConnections();
			assertThat(pointer.get().next()).isEqualTo(3);
		}
		await().until(() -> !this.factory.destroyed.isEmpty());
	}

	@Test
	@Tag("SL-09")
	void clientDiesAfterItsConnectionsWereLostThenItsReferencesAreGivenBack() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		pointer.get().next();
		loseConnections();
		assertThat(this.factory.destroyed).isEmpty();
		this.processes.client().close();
		await().until(() -> !this.factory.destroyed.isEmpty());
		assertThat(Inside.isClient(this.processes.server(), this.processes.client().oxid())).isFalse();
		await().until(() -> Inside.introductions(this.processes.server()).visitors().size() == 0);
		pointer.close();
	}

	@Test
	void clientHoldsNothingThenItsLastConnectionIsItsEnd() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		served.activate(Counter.class).close();
		await().until(() -> !this.factory.destroyed.isEmpty());
		loseConnections();
		assertThat(Inside.isClient(this.processes.server(), this.processes.client().oxid())).isFalse();
		assertThat(Inside.introductions(this.processes.server()).visitors().size()).isZero();
	}

	/**
	 * Loses the connections of the client to the server, all at once.
	 */
	private void loseConnections() throws InterruptedException {
		List<Thread> connections = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((each) -> each.getName().startsWith("com-rpc-connection-"))
			.toList();
		assertThat(connections).isNotEmpty();
		Inside.client(this.processes.client()).disconnect(this.processes.server().endpoint());
		for (Thread each : connections) {
			each.join();
		}
	}

}
