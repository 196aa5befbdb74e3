package io.github.comspring.place;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.place.served.Factories;
import io.github.comspring.place.served.Node;
import io.github.comspring.place.served.Values;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Activations that fail.
 */
abstract class ActivationContract extends PlaceTests {

	@AfterEach
	void otherClassesThenStillWork() {
		assertThat(object(Node.PROG_ID, Node.class).name()).isEmpty();
	}

	@Test
	void createInstanceWhenNameIsUnknownThenClassString() {
		assertFails(HResult.CO_E_CLASSSTRING, () -> create("Place.Unknown", Node.class))
			.hasMessageContaining("Place.Unknown");
	}

	@Test
	void createInstanceWhenClassIsUnknownThenNotRegistered() {
		Clsid unknown = new Clsid(Guid.random());
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> environment().activator().createInstance(unknown, Node.class))
			.hasMessageContaining(unknown.toString());
	}

	@Test
	void createInstanceWhenObjectLacksInterfaceThenNoInterface() {
		assertFails(HResult.E_NOINTERFACE, () -> create(Values.PROG_ID, Node.class))
			.hasMessageContaining(Values.PROG_ID)
			.hasMessageContaining(Node.class.getName());
	}

	@Test
	void createInstanceWhenAggregatedThenNoAggregation() {
		ActivationRequest request = ActivationRequest.of(Clsid.of(Node.CLSID)).aggregatedBy(new Object());
		assertFails(HResult.CLASS_E_NOAGGREGATION,
				() -> environment().activator().createInstance(request, Object.class));
	}

	@Test
	void createInstanceWhenFactoryRefusesThenItsCode() {
		assertFails(HResult.E_NOTIMPL, () -> create(Factories.REFUSING_PROG_ID, Node.class))
			.hasMessageContaining("No node today");
	}

	@Test
	@MeantDifference("undeclared")
	void createInstanceWhenFactoryThrowsThenUnexpectedWithTheReason() {
		assertFails(isInProcess() ? HResult.E_UNEXPECTED : HResult.RPC_E_SERVERFAULT,
				() -> create(Factories.FAILING_PROG_ID, Node.class))
			.hasMessageContaining(Factories.FAILING_PROG_ID)
			.hasStackTraceContaining("Node is broken");
	}

	@Test
	void createInstanceWhenFactoryReturnsNullThenUnexpected() {
		assertFails(HResult.E_UNEXPECTED, () -> create(Factories.EMPTY_PROG_ID, Node.class))
			.hasMessageContaining(Factories.EMPTY_PROG_ID);
	}

	@Test
	void getClassObjectWhenItLacksInterfaceThenNoInterface() {
		assertFails(HResult.E_NOINTERFACE,
				() -> environment().activator().getClassObject(Clsid.of(Node.CLSID), Node.Missing.class));
	}

	@Test
	void createInstanceOfClassObjectWhenObjectLacksInterfaceThenNoInterface() {
		try (var classObject = environment().activator().getClassObject(Clsid.of(Node.CLSID), ClassFactory.class)) {
			assertFails(HResult.E_NOINTERFACE,
					() -> environment().activator().createInstance(classObject, Values.class));
		}
	}

	private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(HResult expected,
			ThrowingCallable call) {
		return assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected))
			.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE);
	}

}
