package io.github.comspring.core.orpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.exporter.Marshalling;
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
 * Breaking the connections to an object.
 */
@ExtendWith(NoLeftovers.class)
class DisconnectTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final SlowObject object = new SlowObject();

	private final CounterFactory factory = new CounterFactory(() -> this.object);

	@Test
	@Tag("MA-05")
	void disconnectDuringCallThenItFinishesAndLaterOnesFail() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<Slow> pointer = served.activate(Slow.class)) {
			Slow slow = pointer.get();
			CompletableFuture<String> inside = CompletableFuture.supplyAsync(slow::work);
			this.object.entered.await();
			this.processes.server().disconnect(this.object);
			assertFails(HResult.RPC_E_DISCONNECTED, slow::work);
			assertThat(this.factory.destroyed).isEmpty();
			this.object.leave.countDown();
			assertThat(inside.get()).isEqualTo("done");
			await().until(() -> this.factory.destroyed.contains(this.object));
			this.processes.server().disconnect(this.object);
			assertFails(HResult.RPC_E_DISCONNECTED, slow::work);
			assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> pointer.queryInterface(Named.class));
		}
		assertThat(this.factory.destroyed).hasSize(1);
		assertThat(served.classObject().instances()).isZero();
	}

	@Test
	@Tag("MA-05")
	void disconnectOfWhatWasNeverExportedThenNothing() {
		this.processes.server().disconnect(new Object());
		assertThat(this.processes.server().references()).isEmpty();
	}

	@Test
	@Tag("MA-05")
	void disconnectOfNothingThenInvalidArgument() {
		assertFails(HResult.E_INVALIDARG, () -> this.processes.server().disconnect(null));
	}

	@Test
	void disconnectThenOtherObjectsStay() {
		SlowObject other = new SlowObject();
		ObjectRpc server = this.processes.server();
		byte[] one = server.marshal(this.object, Slow.class, Marshalling.NORMAL);
		byte[] two = server.marshal(other, Slow.class, Marshalling.NORMAL);
		Slow broken = (Slow) this.processes.client().unmarshal(Slow.class, one);
		Slow working = (Slow) this.processes.client().unmarshal(Slow.class, two);
		server.disconnect(this.object);
		assertFails(HResult.RPC_E_DISCONNECTED, broken::work);
		other.leave.countDown();
		assertThat(working.work()).isEqualTo("done");
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C06}")
	interface Slow {

		String work();

	}

	static final class SlowObject implements Slow {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch leave = new CountDownLatch(1);

		@Override
		public String work() {
			this.entered.countDown();
			try {
				this.leave.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return "done";
		}

	}

}
