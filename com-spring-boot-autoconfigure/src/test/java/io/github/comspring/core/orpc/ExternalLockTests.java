package io.github.comspring.core.orpc;

import java.time.Duration;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.CounterObject;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Locks that keep an object without clients.
 */
@ExtendWith(NoLeftovers.class)
class ExternalLockTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterObject object = new CounterObject();

	private final CounterFactory factory = new CounterFactory(() -> this.object);

	@Test
	@Tag("SL-11")
	void lockTwiceUnlockTwiceThenObjectGoesWithTheLastUnlock() throws InterruptedException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ObjectRpc server = this.processes.server();
		ComPointer<Counter> pointer = served.activate(Counter.class);
		byte[] weak = server.marshal(this.object, Counter.class, Marshalling.TABLE_WEAK);
		server.lockObjectExternal(this.object, true, false);
		server.lockObjectExternal(this.object, true, false);
		pointer.close();
		awaitNoClients();
		server.lockObjectExternal(this.object, false, true);
		assertThat(this.factory.destroyed).isEmpty();
		assertThat(callThrough(weak)).isEqualTo(1);
		this.processes.client().close();
		awaitNoClients();
		assertThat(this.factory.destroyed).isEmpty();
		server.lockObjectExternal(this.object, false, true);
		assertThat(this.factory.destroyed).containsExactly(this.object);
		assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		assertThat(server.references()).isEmpty();
	}

	private int callThrough(byte[] reference) {
		return ((Counter) this.processes.client().unmarshal(Counter.class, reference)).next();
	}

	private void awaitNoClients() {
		await().untilAsserted(() -> assertThat(this.processes.server().references())
			.allSatisfy((each) -> assertThat(each.references()).isZero()));
	}

	@Test
	@Tag("SL-11")
	void unlockWithClientsThenCallsFailOnlyOnceTheyAreGone() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ObjectRpc server = this.processes.server();
		server.lockObjectExternal(this.object, true, true);
		try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
			server.lockObjectExternal(this.object, false, true);
			assertThat(pointer.get().next()).isEqualTo(1);
			assertThat(this.factory.destroyed).isEmpty();
		}
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
	}

	@Test
	@Tag("SL-11")
	void lastUnlockThatDoesNotReleaseThenTheNextClientDoes() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ObjectRpc server = this.processes.server();
		server.lockObjectExternal(this.object, true, false);
		server.lockObjectExternal(this.object, false, false);
		assertThat(server.references()).hasSize(1);
		served.activate(Counter.class).close();
		await().untilAsserted(() -> assertThat(server.references()).isEmpty());
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
	}

	@Test
	@Tag("SL-11")
	void unlockWithoutLockThenNothing() {
		ObjectRpc server = this.processes.server();
		server.lockObjectExternal(this.object, false, true);
		assertThat(server.references()).isEmpty();
	}

	@Test
	@Tag("SL-11")
	void lockOfNothingThenInvalidArgument() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.processes.server().lockObjectExternal(null, true, true))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG));
	}

}
