package io.github.comspring.core.activation;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.MultiQi;
import io.github.comspring.core.activation.Zoo.Duck;
import io.github.comspring.core.activation.Zoo.Feeds;
import io.github.comspring.core.activation.Zoo.Flies;
import io.github.comspring.core.activation.Zoo.Swims;
import io.github.comspring.core.activation.Zoo.Walks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.activation.ActivationFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DefaultActivator}.
 */
class DefaultActivatorTests {

	private final ActivationFixture fixture = new ActivationFixture();

	private final DefaultActivator activator = this.fixture.activator();

	private final Clsid clsid = this.fixture.registered();

	private final RecordingFactory<Object> factory = new RecordingFactory<>(() -> new Duck("duck"));

	@AfterEach
	void close() {
		this.fixture.close();
		assertThat(this.factory.alive()).as("instances left over").isZero();
	}

	@Test
	@Tag("CI-01")
	void createInstanceWhenReleasedThenNothingIsHeld() {
		this.fixture.register(this.clsid, this.factory);
		try (ComPointer<Walks> duck = this.activator.createInstance(this.clsid, Walks.class)) {
			assertThat(duck.get().walk()).isEqualTo("duck");
			assertThat(instances()).isOne();
		}
		assertThat(instances()).isZero();
		assertThat(this.fixture.classTable.releaseServerProcess()).as("references to the process").isZero();
	}

	@Test
	@Tag("CI-01")
	void createInstanceWhenRefusedThenNothingIsHeld() {
		this.fixture.register(this.clsid, this.factory);
		assertFails(HResult.E_NOINTERFACE, () -> this.activator.createInstance(this.clsid, Flies.class));
		assertThat(instances()).isZero();
		assertThat(this.fixture.classTable.releaseServerProcess()).isZero();
	}

	@Test
	@Tag("CI-02")
	void createInstanceWhenOneInterfaceThenFactoryIsAskedForIt() {
		this.fixture.register(this.clsid, this.factory);
		this.activator.createInstance(this.clsid, Swims.class).close();
		assertThat(this.factory.asked).containsExactly(Swims.class);
	}

	@Test
	void createInstanceWhenNamedByProgIdThenSameClass() {
		this.fixture.value("Zoo.Duck.1\\CLSID", null, this.clsid.toString());
		this.fixture.register(this.clsid, this.factory);
		try (ComPointer<Walks> duck = this.activator.createInstance("Zoo.Duck.1", Walks.class)) {
			assertThat(duck.coClass().clsid()).isEqualTo(this.clsid);
		}
		assertFails(HResult.CO_E_CLASSSTRING, () -> this.activator.createInstance("Zoo.Goose", Walks.class));
	}

	@Test
	@Tag("CI-03")
	void createInstancesWhenAllObtainedThenOk() {
		this.fixture.register(this.clsid, this.factory);
		try (MultiQi result = this.activator.createInstances(request(), Walks.class, Swims.class, Walks.class)) {
			assertThat(result.hresult()).isEqualTo(HResult.S_OK);
			assertThat(result.entries()).allSatisfy((entry) -> assertThat(entry.hresult()).isEqualTo(HResult.S_OK));
			assertThat(result.pointer(Walks.class).isSameObject(result.pointer(Swims.class))).isTrue();
			assertThat(this.factory.created).hasValue(1);
		}
	}

	@Test
	@Tag("CI-03")
	void createInstancesWhenFirstIsRefusedThenPartialResult() {
		this.fixture.register(this.clsid, this.factory);
		try (MultiQi result = this.activator.createInstances(request(), Flies.class, Walks.class)) {
			assertThat(result.hresult()).isEqualTo(HResult.CO_S_NOTALLINTERFACES);
			assertThat(result.entries().get(0).hresult()).isEqualTo(HResult.E_NOINTERFACE);
			assertThat(result.entries().get(0).pointer()).isNull();
			assertThat(result.pointer(Walks.class).get().walk()).isEqualTo("duck");
		}
	}

	@Test
	@Tag("CI-03")
	void createInstancesWhenNoneIsObtainedThenNothingSurvives() {
		this.fixture.register(this.clsid, this.factory);
		assertFails(HResult.E_NOINTERFACE, () -> this.activator.createInstances(request(), Flies.class, Feeds.class));
		assertThat(this.factory.created).hasValue(1);
		assertThat(instances()).isZero();
	}

	@Test
	@Tag("CI-04")
	void createInstancesWhenNoneOrNullThenRefusedBeforeActivation() {
		TestSource launcher = this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> this.factory);
		ActivationRequest launched = ActivationRequest.of(this.fixture.registered()).in(ClassContext.LOCAL_SERVER);
		this.fixture.register(this.clsid, this.factory);
		for (Class<?>[] types : new Class<?>[][] { {}, null, { null }, { Walks.class, null }, { null, Walks.class } }) {
			assertFails(HResult.E_INVALIDARG, () -> this.activator.createInstances(request(), types));
			assertFails(HResult.E_INVALIDARG, () -> this.fixture.activator().createInstances(launched, types));
		}
		assertFails(HResult.E_INVALIDARG, () -> this.activator.createInstances(null, Walks.class));
		assertThat(this.factory.created).hasValue(0);
		assertThat(launcher.asked).isEmpty();
	}

	@Test
	@Tag("CX-12")
	void activateWhenResultIsNullThenRefusedFirstAndEveryOtherFailureLeavesNone() {
		TestSource launcher = this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> this.factory);
		ActivationRequest launched = ActivationRequest.of(this.fixture.registered()).in(ClassContext.LOCAL_SERVER);
		for (ActivationRequest request : Arrays.asList(request(), launched, null)) {
			assertFails(HResult.E_INVALIDARG, () -> this.fixture.activator().getClassObject(request, null));
			assertFails(HResult.E_POINTER, () -> this.fixture.activator().createInstance(request, null));
		}
		assertThat(launcher.asked).isEmpty();
		this.fixture.register(this.clsid, this.factory);
		try (ComPointer<?> classObject = this.activator.getClassObject(this.clsid, ClassFactory.class)) {
			assertFails(HResult.E_POINTER, () -> this.activator.createInstance(classObject, null));
			assertFails(HResult.E_POINTER, () -> this.activator.createInstance((ComPointer<?>) null, null));
		}
		assertThat(this.factory.created).hasValue(0);
		try (MultiQi result = this.activator.createInstances(request(), Flies.class, Walks.class)) {
			assertThat(result.entries().get(0).pointer()).isNull();
		}
		assertFails(HResult.E_NOINTERFACE, () -> this.activator.createInstance(request(), Flies.class));
		assertThat(instances()).isZero();
	}

	@Test
	@Tag("CI-06")
	void createInstancesWhenActivationFailsThenItsError() {
		assertFails(HResult.REGDB_E_CLASSNOTREG,
				() -> this.activator.createInstances(request(), Walks.class, Swims.class, Flies.class));
	}

	@Test
	@Tag("CF-01")
	@Tag("CT-19")
	void getClassObjectWhenNoClassFactoryThenItsOwnInterfaceAlone() {
		Feeds classObject = () -> "corn";
		this.fixture.register(this.clsid, classObject);
		try (ComPointer<Feeds> feeder = this.activator.getClassObject(this.clsid, Feeds.class)) {
			assertThat(feeder.get()).isSameAs(classObject);
			assertFails(HResult.E_NOINTERFACE, () -> this.activator.createInstance(feeder, Walks.class));
		}
		assertFails(HResult.E_NOINTERFACE, () -> this.activator.createInstance(this.clsid, Walks.class));
		assertFails(HResult.E_NOINTERFACE, () -> this.activator.getClassObject(this.clsid, ClassFactory.class));
		assertThat(this.fixture.classTable.releaseServerProcess()).isZero();
	}

	@Test
	@Tag("CF-02")
	void createInstanceWhenInterfaceUnsupportedThenInstanceDestroyed() {
		this.fixture.register(this.clsid, this.factory);
		assertFails(HResult.E_NOINTERFACE, () -> this.activator.createInstance(this.clsid, Flies.class));
		assertThat(this.factory.created).hasValue(1);
		assertThat(this.factory.destroyed).hasValue(1);
	}

	@Test
	@Tag("CF-07")
	@Tag("DG-03")
	void createInstanceWhenFactoryThrowsThenUnexpectedForThisClientAlone() {
		AtomicInteger calls = new AtomicInteger();
		this.fixture.register(this.clsid, new RecordingFactory<Object>(() -> {
			if (calls.incrementAndGet() % 2 == 0) {
				throw new IllegalStateException("Every second call");
			}
			return new Duck("duck");
		}));
		for (int i = 0; i < 3; i++) {
			this.activator.createInstance(this.clsid, Walks.class).close();
			assertThatExceptionOfType(ComException.class)
				.isThrownBy(() -> this.activator.createInstance(this.clsid, Walks.class))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_UNEXPECTED))
				.withCauseInstanceOf(IllegalStateException.class);
		}
		assertThat(instances()).isZero();
		assertThat(this.fixture.classTable.releaseServerProcess()).isZero();
	}

	@Test
	@Tag("DG-03")
	void createInstanceWhenFactoryFailsWithAnyThrowableThenDocumentedCode() {
		assertThat(codeOf(() -> {
			throw new OutOfMemoryError("For the test");
		})).isEqualTo(HResult.E_OUTOFMEMORY);
		assertThat(codeOf(() -> {
			throw new StackOverflowError();
		})).isEqualTo(HResult.E_UNEXPECTED);
		assertThat(codeOf(() -> {
			throw new ComException(HResult.of(0x8000EFEF), "A code of its own");
		})).isEqualTo(HResult.of(0x8000EFEF));
	}

	@Test
	void createInstanceWhenFactoryReturnsNullThenUnexpected() {
		this.fixture.register(this.clsid, (ClassFactory<Object>) (type) -> null);
		assertFails(HResult.E_UNEXPECTED, () -> this.activator.createInstance(this.clsid, Walks.class));
		assertThat(instances()).isZero();
	}

	@Test
	void createInstanceWhenTypeIsNoInterfaceThenNothingIsAsked() {
		this.fixture.register(this.clsid, this.factory);
		assertFails(HResult.E_NOINTERFACE, () -> this.activator.createInstance(this.clsid, Duck.class));
		assertThat(this.factory.created).hasValue(0);
	}

	@Test
	void createInstanceWhenHeldClassObjectThenCreatesAfterRevoke() {
		int cookie = this.fixture.register(this.clsid, this.factory);
		try (ComPointer<?> classObject = this.activator.getClassObject(this.clsid, ClassFactory.class)) {
			this.fixture.classTable.revoke(cookie);
			try (ComPointer<Walks> duck = this.activator.createInstance(classObject, Walks.class)) {
				assertThat(duck.get().walk()).isEqualTo("duck");
			}
		}
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.activator.createInstance(this.clsid, Walks.class));
	}

	@Test
	@Tag("LI-06")
	void createInstanceWhenLicensedThenOnlyThroughTheClassObject() {
		Licensed licensed = new Licensed();
		this.fixture.register(this.clsid, licensed);
		assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.activator.createInstance(this.clsid, Walks.class));
		assertThat(licensed.asked).isEqualTo("createInstance ");
		try (ComPointer<?> classObject = this.activator.getClassObject(this.clsid, LicensedClassFactory.class);
				ComPointer<Walks> duck = this.activator.createInstance(classObject, "key", Walks.class)) {
			assertThat(duck.get().walk()).isEqualTo("licensed");
			assertFails(HResult.CLASS_E_NOTLICENSED,
					() -> this.activator.createInstance(classObject, "other", Walks.class));
		}
		assertThat(instances()).isZero();
	}

	@Test
	void createInstanceWhenGuardRefusesThenNothingConstructed() {
		ActivationGuard guard = (activation) -> {
			assertThat(activation.right()).isEqualTo(Activation.Right.ACTIVATE);
			throw new ComException(HResult.E_ACCESSDENIED, activation.coClass() + " is not for you");
		};
		try (ActivationFixture guarded = new ActivationFixture(guard)) {
			Clsid secret = new Clsid(Guid.random());
			guarded.register(secret, this.factory);
			assertFails(HResult.E_ACCESSDENIED, () -> guarded.activator().createInstance(secret, Walks.class));
			assertThat(this.factory.created).hasValue(0);
			assertThat(guarded.classTable.releaseServerProcess()).isZero();
		}
	}

	private HResult codeOf(Supplier<Object> constructor) {
		int cookie = this.fixture.register(this.clsid, new RecordingFactory<>(constructor));
		try {
			this.activator.createInstance(this.clsid, Walks.class).close();
			return HResult.S_OK;
		}
		catch (ComException ex) {
			return ex.hresult();
		}
		finally {
			this.fixture.classTable.revoke(cookie);
		}
	}

	private ActivationRequest request() {
		return ActivationRequest.of(this.clsid);
	}

	private int instances() {
		return this.fixture.classTable.registrations()
			.stream()
			.mapToInt((registration) -> registration.classObject().instances())
			.sum();
	}

	/**
	 * A class without a machine licence, and with one good key.
	 */
	private static final class Licensed implements LicensedClassFactory<Duck> {

		private String asked = "";

		@Override
		public Duck createInstance(Class<?> type) {
			this.asked += "createInstance ";
			throw new ComException(HResult.CLASS_E_NOTLICENSED, "No licence");
		}

		@Override
		public LicenseInfo licenseInfo() {
			this.asked += "licenseInfo ";
			return new LicenseInfo(false, false);
		}

		@Override
		public String requestLicenseKey() {
			throw new ComException(HResult.CLASS_E_NOTLICENSED, "No licence");
		}

		@Override
		public Duck createInstance(Class<?> type, String key) {
			if (!key.equals("key")) {
				throw new ComException(HResult.CLASS_E_NOTLICENSED, "A wrong key");
			}
			return new Duck("licensed");
		}

	}

}
