package io.github.comspring.core.orpc;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.CounterObject;
import io.github.comspring.core.orpc.CounterFactory.Missing;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Class factories of another process.
 */
@ExtendWith(NoLeftovers.class)
@SuppressWarnings("rawtypes")
class RemoteClassFactoryTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	@Test
	void createInstanceThenProxyThatLivesUntilCollected() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
			assertThat(createPlain(pointer).next()).isEqualTo(1);
			assertThat(this.factory.destroyed).isEmpty();
		}
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.factory.destroyed).hasSize(1);
		});
	}

	private static Counter createPlain(ComPointer<ClassFactory> pointer) throws Exception {
		return (Counter) ((ClassFactory<?>) pointer.get()).createInstance(Counter.class);
	}

	@Test
	void createWithThenCountedInstance() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
			CountedObject created = ObjectRpc.createWith(pointer.get(), Counter.class, null);
			try (ComPointer<Counter> counter = created.adopt(Counter.class)) {
				assertThat(counter.get().next()).isEqualTo(1);
				assertThat(counter.coClass()).isEqualTo(ServedClass.CO_CLASS);
			}
			await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
		}
	}

	@Test
	void createWithFactoryOfThisProcessThenNotItsBusiness() {
		assertThat(ObjectRpc.createWith(this.factory, Counter.class, null)).isNull();
	}

	@Test
	void createInstanceOfMissingInterfaceThenNoInterfaceAndNothingLeft() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
			assertFails(HResult.E_NOINTERFACE, () -> ((ClassFactory<?>) pointer.get()).createInstance(Missing.class));
			assertThat(this.factory.destroyed).hasSize(1);
			assertThat(served.classObject().instances()).isZero();
		}
	}

	@Test
	@Tag("CF-07")
	void createInstanceWhenFactoryThrowsThenServerFaultForThatClientAlone() {
		AtomicInteger creations = new AtomicInteger();
		CounterFactory failing = new CounterFactory(() -> {
			if (creations.incrementAndGet() % 2 == 0) {
				throw new IllegalStateException("every second one");
			}
			return new CounterObject();
		});
		ServedClass served = new ServedClass(this.processes, failing);
		try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
			for (int i = 0; i < 3; i++) {
				int instances = served.classObject().instances();
				try (ComPointer<Counter> created = create(pointer)) {
					assertThat(created.get().next()).isEqualTo(1);
					assertFails(HResult.RPC_E_SERVERFAULT, () -> create(pointer));
				}
				await().untilAsserted(() -> assertThat(served.classObject().instances()).isEqualTo(instances));
			}
		}
		assertThat(failing.destroyed).hasSize(3);
	}

	private static ComPointer<Counter> create(ComPointer<ClassFactory> pointer) {
		return ObjectRpc.createWith(pointer.get(), Counter.class, null).adopt(Counter.class);
	}

	@Test
	@Tag("SL-06")
	void lockServerThenNoMessage() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
			create(pointer).close();
			await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
			long calls = this.processes.server().counts().calls();
			ClassFactory<?> remote = pointer.get();
			for (int i = 0; i < 100; i++) {
				remote.lockServer(true);
			}
			assertThat(this.processes.server().counts().calls()).isEqualTo(calls);
			assertThat(served.classObject().locks()).isEqualTo(1);
		}
	}

	@Test
	void useAfterCloseThenNotConnected() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class);
		ClassFactory<?> remote = pointer.get();
		pointer.close();
		await().untilAsserted(() -> assertThat(served.classObject().locks()).isZero());
		assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> remote.createInstance(Counter.class));
		assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> remote.lockServer(true));
	}

	@Test
	void getClassObjectThatIsNoFactoryThenItsOwnInterface() {
		ServedClass served = new ServedClass(this.processes, new CounterObject());
		try (ComPointer<Named> named = served.getClassObject(Named.class)) {
			assertThat(named.get().name()).isEqualTo("counter");
			assertThat(served.classObject().locks()).isEqualTo(1);
			assertFails(HResult.E_NOINTERFACE, () -> named.queryInterface(ClassFactory.class));
		}
		await().untilAsserted(() -> assertThat(served.classObject().locks()).isZero());
	}

	@Test
	void factoryOfNobodysClassAsArgumentThenCannotLeaveTheProcess() {
		FactoryUser user = TwoProcesses.remote(this.processes.server(), this.processes.client(), FactoryUser.class,
				(factory) -> {
				});
		assertFails(HResult.CO_E_CANT_REMOTE, () -> user.use(this.factory));
		assertThat(this.processes.client().references()).isEmpty();
	}

	@Test
	void licensedFactoryThenLicenseAndKeys() throws Exception {
		ServedClass served = new ServedClass(this.processes, new LicensedCounterFactory());
		try (ComPointer<LicensedClassFactory> pointer = served.getClassObject(LicensedClassFactory.class)) {
			LicensedClassFactory<?> licensed = pointer.get();
			assertThat(licensed.licenseInfo()).isEqualTo(new LicensedClassFactory.LicenseInfo(true, false));
			assertThat(licensed.requestLicenseKey()).isEqualTo("sesame \u2603");
			assertThat(((Counter) licensed.createInstance(Counter.class, "sesame \u2603")).next()).isEqualTo(1);
			try (ComPointer<Counter> counted = ObjectRpc.createWith(licensed, Counter.class, "sesame \u2603")
				.adopt(Counter.class)) {
				assertThat(counted.get().next()).isEqualTo(1);
			}
			assertFails(HResult.CLASS_E_NOTLICENSED, () -> licensed.createInstance(Counter.class));
			assertFails(HResult.CLASS_E_NOTLICENSED, () -> licensed.createInstance(Counter.class, "wrong"));
			assertFails(HResult.CLASS_E_NOTLICENSED,
					() -> ObjectRpc.createWith(licensed, Counter.class, "wrong").release());
		}
	}

	@Test
	void plainFactoryAskedForLicenseThenNoInterface() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		assertFails(HResult.E_NOINTERFACE, () -> served.getClassObject(LicensedClassFactory.class));
		assertThat(served.classObject().locks()).isZero();
		assertThat(this.processes.server().references()).isEmpty();
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	/**
	 * Takes a class factory that may be of no class at all.
	 */
	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C05}")
	interface FactoryUser {

		void use(ClassFactory factory);

	}

	static final class LicensedCounterFactory extends CounterFactory implements LicensedClassFactory<Object> {

		@Override
		public Object createInstance(Class<?> type) {
			throw new ComException(HResult.CLASS_E_NOTLICENSED, "This machine has no licence");
		}

		@Override
		public LicenseInfo licenseInfo() {
			return new LicenseInfo(true, false);
		}

		@Override
		public String requestLicenseKey() {
			return "sesame \u2603";
		}

		@Override
		public Object createInstance(Class<?> type, String key) {
			if (!key.equals("sesame \u2603")) {
				throw new ComException(HResult.CLASS_E_NOTLICENSED, "The key is wrong");
			}
			return new CounterObject();
		}

	}

}
