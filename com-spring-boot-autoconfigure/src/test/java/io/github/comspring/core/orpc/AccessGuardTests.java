package io.github.comspring.core.orpc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.comspring.Activation;
import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The guard is asked for each call of an object of a class, and for no other.
 */
@ExtendWith(NoLeftovers.class)
class AccessGuardTests {

	private final List<Activation> asked = new CopyOnWriteArrayList<>();

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses(this::check, List.of());

	private void check(Activation activation) {
		this.asked.add(activation);
		if ("next".equals(activation.method())) {
			throw new ComException(HResult.E_ACCESSDENIED, "Nobody may call " + activation.method());
		}
	}

	@Test
	void callOfActivatedObjectThenGuardIsAsked() {
		ServedClass served = new ServedClass(this.processes, new CounterFactory());
		try (ComPointer<Counter> pointer = served.activate(Counter.class);
				ComPointer<Named> named = pointer.queryInterface(Named.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().next())
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED))
				.withMessageContaining("Nobody may call next");
			assertThat(named.get().name()).isEqualTo("counter");
		}
		assertThat(this.asked).extracting(Activation::method).containsExactly("next", "name");
		assertThat(this.asked).allSatisfy((each) -> {
			assertThat(each.right()).isEqualTo(Activation.Right.ACCESS);
			assertThat(each.coClass()).isEqualTo(ServedClass.CO_CLASS);
			assertThat(each.origin()).isEqualTo(Activation.Origin.LOCAL);
		});
		assertThat(this.asked.get(1).iid()).isEqualTo(Iid.of(Named.class));
	}

	@Test
	@SuppressWarnings("rawtypes")
	void callOfClassFactoryThenGuardIsAsked() {
		ServedClass served = new ServedClass(this.processes, new CounterFactory());
		try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
			ObjectRpc.createWith(pointer.get(), Counter.class, null).release();
		}
		assertThat(this.asked).extracting(Activation::method).containsExactly("operation 3");
	}

	@Test
	void callOfObjectOfNoClassThenGuardIsNotAsked() {
		Counter counter = TwoProcesses.remote(this.processes.server(), this.processes.client(), Counter.class,
				new CounterFactory.CounterObject());
		assertThat(counter.next()).isEqualTo(1);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void callOfActivatedObjectThatWasMarshalledBeforeThenGuardIsAsked() {
		CounterFactory.CounterObject shared = new CounterFactory.CounterObject();
		this.processes.server().marshal(shared, Counter.class, Marshalling.TABLE_STRONG);
		ServedClass served = new ServedClass(this.processes, new CounterFactory(() -> shared));
		try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().next())
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
		}
	}

}
