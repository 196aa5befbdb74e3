package io.github.comspring.core.orpc;

import java.lang.ref.WeakReference;
import java.time.Duration;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.CounterObject;
import io.github.comspring.core.orpc.CounterFactory.Missing;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * References that are marshalled for nobody in particular.
 */
@ExtendWith(NoLeftovers.class)
class MarshalDataTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	private Counter unmarshal(byte[] reference) {
		return (Counter) this.processes.client().unmarshal(Counter.class, reference);
	}

	@Test
	@Tag("MA-02")
	void unmarshalNormalTwiceThenNotConnected() {
		byte[] reference = this.processes.server().marshal(new CounterObject(), Counter.class, Marshalling.NORMAL);
		Counter counter = unmarshal(reference);
		assertThat(counter.next()).isEqualTo(1);
		assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> unmarshal(reference));
		assertThat(counter.next()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(names = { "TABLE_STRONG", "TABLE_WEAK" })
	@Tag("MA-02")
	void unmarshalTableTwiceThenSameObject(Marshalling kind) {
		CounterObject object = new CounterObject();
		byte[] reference = this.processes.server().marshal(object, Counter.class, kind);
		Counter first = unmarshal(reference);
		assertThat(first.next()).isEqualTo(1);
		assertThat(unmarshal(reference)).isEqualTo(first);
		ObjectRpc third = this.processes.start("third");
		assertThat(((Counter) third.unmarshal(Counter.class, reference)).next()).isEqualTo(2);
		assertThat(object.next()).isEqualTo(3);
		this.processes.client().releaseMarshalData(reference);
		await().untilAsserted(() -> assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> unmarshal(reference)));
		assertThat(first.next()).isEqualTo(4);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("MA-02")
	void releaseMarshalDataFirstThenNotConnectedAndNothingLeft(Marshalling kind) {
		byte[] reference = this.processes.server().marshal(new CounterObject(), Counter.class, kind);
		this.processes.client().releaseMarshalData(reference);
		this.processes.server().releaseMarshalData(reference);
		assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> unmarshal(reference));
		assertThat(this.processes.server().references()).isEmpty();
	}

	@Test
	@Tag("MA-02")
	void releaseMarshalDataInAnotherProcessThenNothingLeft() {
		byte[] reference = this.processes.server()
			.marshal(new CounterObject(), Counter.class, Marshalling.TABLE_STRONG);
		this.processes.client().releaseMarshalData(reference);
		await().until(() -> this.processes.server().references().isEmpty());
		assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> unmarshal(reference));
	}

	@Test
	@Tag("MA-02")
	void tableStrongThenKeepsTheObjectUntilReleased() throws InterruptedException {
		Activated activated = activate(Marshalling.TABLE_STRONG);
		activated.pointer.close();
		Counter counter = unmarshal(activated.reference);
		assertThat(counter.next()).isEqualTo(1);
		assertThat(this.factory.destroyed).isEmpty();
		this.processes.client().close();
		await().untilAsserted(() -> assertThat(this.processes.server().references()).hasSize(1)
			.allSatisfy((each) -> assertThat(each.references()).isOne()));
		this.processes.server().releaseMarshalData(activated.reference);
		assertThat(activated.served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		assertThat(this.factory.destroyed).hasSize(1);
	}

	@Test
	@Tag("MA-02")
	void normalThenKeepsTheObjectUntilUnmarshalled() throws InterruptedException {
		Activated activated = activate(Marshalling.NORMAL);
		activated.pointer.close();
		assertThat(unmarshal(activated.reference).next()).isEqualTo(1);
		this.processes.client().close();
		assertThat(activated.served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		assertThat(this.factory.destroyed).hasSize(1);
	}

	@Test
	@Tag("MA-02")
	void tableWeakWhenObjectDestroyedThenNotRegistered() {
		Activated activated = activate(Marshalling.TABLE_WEAK);
		assertThat(unmarshal(activated.reference).next()).isEqualTo(1);
		activated.pointer.close();
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.factory.destroyed).hasSize(1);
		});
		assertFails(HResult.CO_E_OBJNOTREG, () -> unmarshal(activated.reference));
		assertFails(HResult.CO_E_OBJNOTREG,
				() -> this.processes.server().unmarshal(Counter.class, activated.reference));
	}

	@Test
	@Tag("MA-02")
	void tableWeakWhenPlainObjectCollectedThenNotRegistered() {
		WeakReference<CounterObject> object = new WeakReference<>(new CounterObject());
		byte[] reference = marshalWeak(object);
		await().untilAsserted(() -> {
			System.gc();
			assertThat(object.get()).isNull();
		});
		assertFails(HResult.CO_E_OBJNOTREG, () -> unmarshal(reference));
	}

	private byte[] marshalWeak(WeakReference<CounterObject> object) {
		CounterObject present = object.get();
		return this.processes.server()
			.marshal((present != null) ? present : new CounterObject(), Counter.class, Marshalling.TABLE_WEAK);
	}

	@ParameterizedTest
	@EnumSource(names = { "NORMAL", "TABLE_STRONG" })
	@Tag("MA-02")
	void disconnectFirstThenNotConnected(Marshalling kind) {
		CounterObject object = new CounterObject();
		byte[] reference = this.processes.server().marshal(object, Counter.class, kind);
		this.processes.server().disconnect(object);
		assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> unmarshal(reference));
		this.processes.server().releaseMarshalData(reference);
	}

	@Test
	@Tag("MA-03")
	void unmarshalAtHomeThenTheObjectItself() {
		CounterObject object = new CounterObject();
		ObjectRpc server = this.processes.server();
		byte[] reference = server.marshal(object, Counter.class, Marshalling.NORMAL);
		assertThat(server.unmarshal(Counter.class, reference)).isSameAs(object);
		assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> server.unmarshal(Counter.class, reference));
		assertThat(server.references()).isEmpty();
	}

	@Test
	void unmarshalAsAnotherInterfaceThenInvalidReference() {
		byte[] reference = this.processes.server().marshal(new CounterObject(), Counter.class, Marshalling.NORMAL);
		assertFails(HResult.RPC_E_INVALID_OBJREF, () -> this.processes.client().unmarshal(Named.class, reference));
		assertThat(unmarshal(reference).next()).isEqualTo(1);
	}

	@Test
	void marshalOfWhatIsNotThereThenTypedErrorAndNothingLeft() {
		ObjectRpc server = this.processes.server();
		assertFails(HResult.E_NOINTERFACE,
				() -> server.marshal(new CounterObject(), Missing.class, Marshalling.TABLE_WEAK));
		assertThat(server.references()).isEmpty();
		Counter proxy = unmarshal(server.marshal(new CounterObject(), Counter.class, Marshalling.NORMAL));
		assertFails(HResult.CO_E_CANT_REMOTE,
				() -> this.processes.client().marshal(proxy, Counter.class, Marshalling.NORMAL));
	}

	/**
	 * Activates an object, and marshals it in its own process.
	 */
	private Activated activate(Marshalling kind) {
		CounterObject object = new CounterObject();
		CounterFactory recording = new CounterFactory(() -> object) {

			@Override
			public void destroyInstance(Object instance) {
				MarshalDataTests.this.factory.destroyed.add(instance);
			}

		};
		ServedClass served = new ServedClass(this.processes, recording);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		return new Activated(served, pointer, this.processes.server().marshal(object, Counter.class, kind));
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	private record Activated(ServedClass served, ComPointer<Counter> pointer, byte[] reference) {
	}

}
