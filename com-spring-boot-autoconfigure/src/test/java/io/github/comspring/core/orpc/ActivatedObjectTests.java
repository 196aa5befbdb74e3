package io.github.comspring.core.orpc;

import java.time.Duration;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.CounterObject;
import io.github.comspring.core.orpc.CounterFactory.Missing;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Pointers to an activated object of another process.
 */
@ExtendWith(NoLeftovers.class)
class ActivatedObjectTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	@Test
	void closeOfLastPointerThenObjectDestroyedOnce() throws InterruptedException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		ComPointer<Counter> copy = pointer.addRef();
		assertThat(pointer.get().next()).isEqualTo(1);
		pointer.close();
		assertThat(copy.get().next()).isEqualTo(2);
		assertThat(this.factory.destroyed).isEmpty();
		assertThat(served.classObject().instances()).isEqualTo(1);
		copy.close();
		copy.close();
		assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		assertThat(this.factory.destroyed).hasSize(1);
		assertThat(served.classObject().instances()).isZero();
		await().untilAsserted(() -> assertThat(this.processes.server().references()).isEmpty());
	}

	@Test
	void queryInterfaceWhenSupportedThenPointerToSameObject() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		try (ComPointer<Named> named = pointer.queryInterface(Named.class);
				ComPointer<Object> unknown = named.queryInterface(Object.class)) {
			assertThat(named.get().name()).isEqualTo("counter");
			assertThat(named.isSameObject(pointer)).isTrue();
			assertThat(unknown.isSameObject(pointer)).isTrue();
			pointer.close();
			assertThat(named.get().name()).isEqualTo("counter");
		}
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
	}

	@Test
	void queryInterfaceWhenNotSupportedThenNoInterface() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.queryInterface(Missing.class))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
			assertThat(pointer.get().next()).isEqualTo(1);
		}
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
	}

	@Test
	void activateWhenNotSupportedThenNoInterfaceAndNothingLeft() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> served.activate(Missing.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
		assertThat(this.factory.destroyed).hasSize(1);
		assertThat(this.processes.server().references()).isEmpty();
	}

	@Test
	void activateForSeveralInterfacesThenEachOnItsOwn() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		List<byte[]> references = served.create(this.processes.client(), Counter.class, Missing.class, Named.class);
		assertThat(references.get(1)).isNull();
		try (ComPointer<Named> named = this.processes.client()
			.unmarshal(ServedClass.CO_CLASS, CallTerms.NONE, List.of(references.get(0), references.get(2)))
			.adopt(Named.class)) {
			long calls = this.processes.server().counts().calls();
			assertThat(named.get().name()).isEqualTo("counter");
			named.queryInterface(Counter.class).close();
			assertThat(this.processes.server().counts().calls()).isEqualTo(calls + 1);
		}
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
	}

	@Test
	void isSameObjectThenTellsSharedFromSeparateInstances() {
		CounterObject shared = new CounterObject();
		CounterFactory sharing = new CounterFactory(() -> shared);
		ServedClass served = new ServedClass(this.processes, sharing);
		ServedClass separate = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> one = served.activate(Counter.class);
		try (ComPointer<Named> other = served.activate(Named.class);
				ComPointer<Counter> first = separate.activate(Counter.class);
				ComPointer<Counter> second = separate.activate(Counter.class)) {
			assertThat(one.isSameObject(other)).isTrue();
			assertThat(first.isSameObject(second)).isFalse();
			assertThat(one.isSameObject(first)).isFalse();
			one.close();
			assertThat(other.get().name()).isEqualTo("counter");
		}
		// Each creation is undone, as the class factory counts them
		await().untilAsserted(() -> assertThat(sharing.destroyed).containsExactly(shared, shared));
	}

	@Test
	void useAfterCloseThenNotConnected() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		Counter counter = pointer.get();
		counter.next();
		pointer.close();
		assertNotConnected(pointer::get);
		assertNotConnected(pointer::addRef);
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
		assertNotConnected(counter::next);
	}

	private static void assertNotConnected(Runnable use) {
		assertThatExceptionOfType(ComException.class).isThrownBy(use::run)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
	}

	@Test
	void forgottenPointerThenReleasedByTheCollector() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		assertThat(served.activate(Counter.class).get().next()).isEqualTo(1);
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.factory.destroyed).hasSize(1);
		});
	}

}
