package io.github.comspring.core.orpc.exporter;

import java.util.List;

import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ExpectedClients}: the process ends that has the answer to an
 * activation and was to pass it on.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ExpectedClientsTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	private ServedClass served;

	private ObjectRpc host;

	private Control control;

	@BeforeEach
	void start() {
		this.served = new ServedClass(this.processes, this.factory);
		this.served.table().addRefServerProcess();
		this.host = this.processes.start("host");
		this.control = TwoProcesses.remote(this.processes.server(), this.host, Control.class, this::create);
		this.processes.server().keepConnected(this.host.oxid());
	}

	private byte[] create() {
		return this.served.create(this.processes.client(), Counter.class).get(0);
	}

	private ComPointer<Counter> unmarshal(byte[] reference) {
		return this.processes.client()
			.unmarshal(ServedClass.CO_CLASS, CallTerms.NONE, List.of(reference))
			.adopt(Counter.class);
	}

	private int expected() {
		return Inside.expected(this.processes.server()).size();
	}

	@Test
	void hostEndsWithTheAnswerThenObjectIsDestroyed() {
		assertThat(this.control.create()).isNotEmpty();
		assertThat(this.processes.server().references()).hasSize(1);
		this.host.close();
		await().until(() -> this.factory.destroyed.size() == 1);
		assertThat(this.processes.server().references()).isEmpty();
		assertThat(expected()).isZero();
	}

	@Test
	void hostEndsWhenItHasPassedTheAnswerOnThenClientKeepsTheObject() {
		byte[] reference = this.control.create();
		this.host.close();
		try (ComPointer<Counter> pointer = unmarshal(reference)) {
			assertThat(pointer.get().next()).isOne();
			await().until(() -> expected() == 0);
			assertThat(this.factory.destroyed).isEmpty();
			assertThat(pointer.get().next()).isEqualTo(2);
		}
	}

	@Test
	void clientIsSaidToHaveDiedThenExpectedNoMore() {
		assertThat(this.control.create()).isNotEmpty();
		assertThat(expected()).isOne();
		this.processes.server().processGone(this.processes.client().oxid());
		assertThat(expected()).isZero();
		assertThat(this.factory.destroyed).hasSize(1);
	}

	@FunctionalInterface
	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C71}")
	interface Control {

		byte[] create();

	}

}
