package io.github.comspring.core.orpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Calls of objects whose process dies.
 */
@ExtendWith(NoLeftovers.class)
class ServerDeathTests {

	private static final Set<HResult> DEAD = Set.of(HResult.RPC_E_DISCONNECTED, HResult.RPC_S_SERVER_UNAVAILABLE,
			HResult.RPC_E_SERVER_DIED_DNE, HResult.RPC_S_CALL_FAILED);

	private static final int THREADS = 16;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	@Test
	void serverDiesRightAfterItsAnswerThenTheCallHasFailed() {
		ObjectRpc dying = this.processes.start("dying");
		Maker maker = TwoProcesses.remote(dying, this.processes.client(), Maker.class, () -> {
			this.processes.lose(dying);
			this.processes.client().processGone(dying.oxid());
			return () -> 1;
		});
		assertThatExceptionOfType(ComException.class).isThrownBy(maker::make)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED))
			.withMessageContaining("The server has ended since it answered");
		dying.close();
	}

	@Test
	@Tag("MA-06")
	void serverDiesWithCallsInFlightThenEveryCallFails() throws Exception {
		CountDownLatch entered = new CountDownLatch(THREADS);
		CountDownLatch never = new CountDownLatch(1);
		CounterFactory factory = new CounterFactory(() -> new EndlessObject(entered, never));
		ServedClass served = new ServedClass(this.processes, factory);
		ComPointer<Endless> pointer = served.activate(Endless.class);
		Endless endless = pointer.get();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> calls = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				calls.add(threads.submit(endless::work));
			}
			entered.await();
			this.processes.server().close();
			for (Future<?> call : calls) {
				assertThatExceptionOfType(ExecutionException.class).isThrownBy(call::get)
					.satisfies((ex) -> assertDead(ex.getCause()));
			}
			assertDead(catchThrowable(endless::work));
			assertDead(catchThrowable(() -> pointer.queryInterface(Named.class)));
			ComPointer<Endless> copy = pointer.addRef();
			pointer.close();
			copy.close();
			// When the last of the calls has noticed that it was interrupted
			await().until(() -> factory.destroyed.size() == 1);
		}
		finally {
			never.countDown();
			threads.shutdownNow();
		}
	}

	@Test
	@Tag("MA-06")
	void processGoneThenCallsFailAndReleaseSucceeds() {
		ServedClass served = new ServedClass(this.processes, new CounterFactory());
		ComPointer<Counter> pointer = served.activate(Counter.class);
		assertThat(pointer.get().next()).isEqualTo(1);
		long oxid = this.processes.server().oxid();
		this.processes.server().close();
		this.processes.client().processGone(oxid);
		this.processes.client().processGone(oxid);
		assertDead(catchThrowable(() -> pointer.get().next()));
		pointer.close();
	}

	@Test
	void callAfterOwnCloseThenDisconnected() {
		ServedClass served = new ServedClass(this.processes, new CounterFactory());
		ComPointer<Counter> pointer = served.activate(Counter.class);
		assertThat(pointer.get().next()).isEqualTo(1);
		this.processes.client().close();
		this.processes.client().close();
		assertDead(catchThrowable(() -> pointer.get().next()));
		assertDead(catchThrowable(this.processes.client()::endpoint));
		pointer.close();
	}

	private static void assertDead(Throwable thrown) {
		assertThat(thrown).isInstanceOfSatisfying(ComException.class, (ex) -> assertThat(ex.hresult()).isIn(DEAD));
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C07}")
	interface Endless {

		void work();

	}

	record EndlessObject(CountDownLatch entered, CountDownLatch never) implements Endless {

		@Override
		public void work() {
			this.entered.countDown();
			try {
				this.never.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A secret that the server does not know is refused, so that it is seen being shown.
	 */
	@Test
	void processGoneThenItsSecretIsNotShownToItsSuccessor() {
		ObjectRpc server = this.processes.server();
		Guid ipid = Guid.random();
		server.exportWellKnown(ipid, Counter.class, () -> 1);
		Counter counter = this.processes.client()
			.wellKnown(server.endpoint(), server.oxid(), "secret", ipid, Counter.class);
		assertThatExceptionOfType(ComException.class).isThrownBy(counter::next)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
		this.processes.client().processGone(server.oxid());
		assertThat(counter.next()).isEqualTo(1);
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C31}")
	interface Maker {

		Counter make();

	}

}
