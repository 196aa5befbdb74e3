package io.github.comspring.core.ndr.interfaces;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemotableInterface} and {@link InterfaceMethods}.
 */
class RemotableInterfaceTests {

	@Test
	void interfaceIsBuiltOnce() {
		RemotableInterface desk = RemotableInterface.of(Desk.class);
		assertThat(RemotableInterface.of(Desk.class)).isSameAs(desk);
		assertThat(desk.type()).isEqualTo(Desk.class);
		assertThat(desk.iid()).isEqualTo(Iid.of(Wire.IID));
	}

	@Test
	void operationsAreTheInstanceMethodsOfThisAndTheInterfacesAbove() {
		RemotableInterface desk = RemotableInterface.of(Desk.class);
		assertThat(desk.operations()).extracting((each) -> each.method().getName())
			.containsExactly("close", "open", "open", "size", "tidy");
		for (Operation operation : desk.operations()) {
			assertThat(desk.operation(operation.opnum())).isSameAs(operation);
			assertThat(desk.operation(operation.method())).isSameAs(operation);
		}
		assertThat(desk.operation(2)).isNull();
		assertThat(desk.operation(8)).isNull();
	}

	@Test
	void methodsThatAreOverriddenAreTheSameOperation() throws NoSuchMethodException {
		RemotableInterface desk = RemotableInterface.of(Desk.class);
		Operation size = desk.operation(Desk.class.getMethod("size"));
		assertThat(size).isNotNull().isSameAs(desk.operation(Furniture.class.getMethod("size")));
		assertThat(size.method().getReturnType()).isEqualTo(Integer.class);
	}

	@Test
	void methodsOfObjectAreNoOperations() throws NoSuchMethodException {
		RemotableInterface desk = RemotableInterface.of(Desk.class);
		assertThat(desk.operation(Object.class.getMethod("toString"))).isNull();
		assertThat(desk.operation(Desk.class.getMethod("toString"))).isNull();
		assertThat(RemotableInterface.of(Object.class).operations()).isEmpty();
		assertThat(RemotableInterface.of(Object.class).iid()).isEqualTo(Iid.UNKNOWN);
	}

	@Test
	void everyMethodThatProxyGetsHasItsOperation() {
		RemotableInterface box = RemotableInterface.of(Box.class);
		assertThat(box.operations()).extracting((each) -> each.method().getName())
			.containsExactly("exchange", "get", "put");
		List<Operation> called = new ArrayList<>();
		Box proxy = (Box) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Box.class },
				(self, method, arguments) -> {
					called.add(box.operation(method));
					return null;
				});
		Container<String> container = proxy;
		proxy.put("a");
		container.put("b");
		proxy.get();
		container.get();
		container.exchange(List.of("c"));
		assertThat(called).extracting((each) -> each.method().getName())
			.containsExactly("put", "put", "get", "get", "exchange");
	}

	@Test
	void typeVariablesOfInterfaceAboveAreWhatTheyStandFor() {
		Operation exchange = Wire.operation(Box.class, "exchange");
		assertThat(Wire.roundTrip(exchange, List.of("c"))).isEqualTo(List.of("c"));
		assertThat(Wire.operation(Box.class, "put").method().getParameterTypes()).containsExactly(String.class);
	}

	@Test
	void narrowestResultOfUnrelatedInterfacesCounts() {
		assertThat(Wire.operation(Both.class).method().getReturnType()).isEqualTo(String.class);
		assertThat(RemotableInterface.of(Both.class).operations()).hasSize(1);
	}

	@Test
	void typeThatDeclaresNoInterfaceIsRefused() {
		Wire.assertFails(() -> RemotableInterface.of(Runnable.class), HResult.E_NOINTERFACE);
		Wire.assertFails(() -> RemotableInterface.of(String.class), HResult.E_NOINTERFACE);
	}

	@Test
	void refusalIsRepeated() {
		Wire.assertFails(() -> RemotableInterface.of(Refused.class), HResult.CO_E_CANT_REMOTE);
		Wire.assertFails(() -> RemotableInterface.of(Refused.class), HResult.CO_E_CANT_REMOTE);
	}

	@Test
	void syntheticMethodsAreNoOperations() {
		assertThat(Arrays.stream(Box.class.getDeclaredMethods()).filter(Method::isBridge)).isNotEmpty();
		assertThat(RemotableInterface.of(Box.class).operations()).extracting(Operation::method)
			.noneMatch(Method::isSynthetic);
	}

	interface Furniture {

		Number size();

		void tidy();

		static void helper() {
		}

	}

	@ComInterface(Wire.IID)
	interface Desk extends Furniture, AutoCloseable {

		@Override
		Integer size();

		void open(String drawer);

		default void open() {
			hidden();
		}

		@Override
		void close();

		@Override
		String toString();

		static void other() {
		}

		private void hidden() {
		}

	}

	interface Container<T> {

		void put(T value);

		T get();

		void exchange(List<T> values);

	}

	@ComInterface(Wire.IID)
	interface Box extends Container<String> {

		@Override
		void put(String value);

		@Override
		String get();

	}

	interface Wide {

		Object value();

	}

	interface Narrow {

		String value();

	}

	@ComInterface(Wire.IID)
	interface Both extends Wide, Narrow {

	}

	@ComInterface(Wire.IID)
	interface Refused {

		Object value();

	}

}
