package io.github.comspring.core.orpc;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Interfaces that client and server do not have in common, or not at all.
 */
@ExtendWith(NoLeftovers.class)
class InterfaceVersionTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	@Test
	void callOfAnotherVersionThenBothAreNamed() {
		NewClock clock = clockOf(new OldClockObject());
		assertMismatch(clock::time);
	}

	@Test
	void callOfAnotherVersionWhenServerHasBothThenBothAreNamed() {
		this.processes.server().marshal((NewClock) () -> "noon", NewClock.class, Marshalling.TABLE_STRONG);
		NewClock clock = clockOf(new OldClockObject());
		assertMismatch(clock::time);
	}

	/**
	 * Returns a proxy of the new version for an object of the old one.
	 */
	private NewClock clockOf(OldClock object) {
		byte[] reference = this.processes.server().marshal(object, OldClock.class, Marshalling.NORMAL);
		return (NewClock) this.processes.client().unmarshal(NewClock.class, reference);
	}

	private static void assertMismatch(ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_VERSION_MISMATCH))
			.withMessageContaining(version(OldClock.class))
			.withMessageContaining(version(NewClock.class));
	}

	private static String version(Class<?> type) {
		int version = RemotableInterface.of(type).fingerprint();
		return "v" + (version & 0xFFFF) + "." + (version >>> 16);
	}

	/**
	 * The code is another one than COM's {@code E_NOINTERFACE}: the object has the
	 * interface, and the fault is in the interface's types.
	 */
	@Test
	@Tag("MA-01")
	void createForInterfaceThatCannotLeaveTheProcessThenObjectReleased() {
		CounterFactory factory = new CounterFactory(LocalObject::new);
		ServedClass served = new ServedClass(this.processes, factory);
		assertFails(HResult.CO_E_CANT_REMOTE, () -> served.activate(Local.class));
		assertThat(factory.destroyed).hasSize(1);
		assertThat(served.classObject().instances()).isZero();
		assertThat(this.processes.server().references()).isEmpty();
	}

	@Test
	@Tag("MA-01")
	void createSharedObjectAfterFailureThenUnknownStillWorks() {
		LocalObject shared = new LocalObject();
		ServedClass served = new ServedClass(this.processes, new CounterFactory(() -> shared));
		served.table().addRefServerProcess();
		assertFails(HResult.CO_E_CANT_REMOTE, () -> served.activate(Local.class));
		served.activate(Object.class).close();
	}

	@Test
	@Tag("MA-01")
	void createForSeveralInterfacesOfWhichOneCannotLeaveThenObjectReleased() {
		CounterFactory factory = new CounterFactory(LocalObject::new);
		ServedClass served = new ServedClass(this.processes, factory);
		assertFails(HResult.CO_E_CANT_REMOTE, () -> served.create(this.processes.client(), Object.class, Local.class));
		assertThat(factory.destroyed).hasSize(1);
		assertThat(this.processes.server().references()).isEmpty();
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C0A}")
	interface OldClock {

		long time();

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C0A}")
	interface NewClock {

		String time();

	}

	static final class OldClockObject implements OldClock {

		@Override
		public long time() {
			return 12;
		}

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C0B}")
	interface Local {

		void take(Thread thread);

	}

	static final class LocalObject implements Local {

		@Override
		public void take(Thread thread) {
		}

	}

}
