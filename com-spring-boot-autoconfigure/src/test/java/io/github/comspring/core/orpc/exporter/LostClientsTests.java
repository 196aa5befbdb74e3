package io.github.comspring.core.orpc.exporter;

import io.github.comspring.ComPointer;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.rpc.transport.Endpoint;
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
	void connectionsLostThenClientThatLivesKeepsWhatItHolds() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
			assertThat(pointer.get().next()).isEqualTo(1);
			loseConnections();
			await().until(this::isClient);
			assertThat(visitors()).isOne();
			assertThat(this.factory.destroyed).isEmpty();
			// It is looked for without a trace
			assertThat(Inside.hasConnectionOf(this.processes.client(), this.processes.server().oxid())).isFalse();
			assertThat(pointer.get().next()).isEqualTo(2);
			// It can be lost again
			loseConnections();
			assertThat(pointer.get().next()).isEqualTo(3);
		}
		await().until(() -> !this.factory.destroyed.isEmpty());
	}

	@Test
	@Tag("SL-09")
	void clientDiesAfterItsConnectionsWereLostThenItsReferencesAreGivenBack() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		pointer.get().next();
		loseConnections();
		assertThat(this.factory.destroyed).isEmpty();
		this.processes.client().close();
		await().until(() -> !this.factory.destroyed.isEmpty());
		await().until(() -> !isClient());
		await().until(() -> visitors() == 0);
		pointer.close();
	}

	/**
	 * As where hosts listen, one after the other.
	 */
	@Test
	@Tag("SL-09")
	void anotherProcessIsThereWhereTheClientListenedThenItsReferencesAreGivenBack() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		pointer.get().next();
		loseConnections();
		await().until(this::isClient);
		Endpoint place = this.processes.client().endpoint();
		this.processes.client().close();
		ObjectRpc next = this.processes.start("client");
		assertThat(next.endpoint()).isEqualTo(place);
		await().until(() -> !this.factory.destroyed.isEmpty());
		pointer.close();
	}

	@Test
	void clientHoldsNothingThenItsLastConnectionIsItsEnd() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		served.activate(Counter.class).close();
		await().until(() -> !this.factory.destroyed.isEmpty());
		loseConnections();
		await().until(() -> !isClient());
		await().until(() -> visitors() == 0);
	}

	/**
	 * Loses the connections of the client to the server, all at once.
	 */
	private void loseConnections() {
		Inside.client(this.processes.client()).disconnect(this.processes.server().endpoint());
		await().until(() -> !Inside.hasConnectionOf(this.processes.server(), this.processes.client().oxid()));
	}

	private boolean isClient() {
		return Inside.isClient(this.processes.server(), this.processes.client().oxid());
	}

	private int visitors() {
		return Inside.introductions(this.processes.server()).visitors().size();
	}

}
