package io.github.comspring.core.orpc;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.SingleThreadedApartment;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.CounterObject;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.exporter.ObjectReferences;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What is left in a server of a call whose client has given it up: nothing.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class GivenUpCallTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CountDownLatch inside = new CountDownLatch(1);

	private final CountDownLatch open = new CountDownLatch(1);

	/**
	 * Waits for the latch, interrupted or not.
	 */
	private void stand() {
		this.inside.countDown();
		while (this.open.getCount() > 0) {
			try {
				this.open.await();
			}
			catch (InterruptedException ex) {
				// Goes on, as much code does
			}
		}
	}

	/**
	 * Makes a call in a thread that gives it up once the server is in it.
	 */
	private void giveUp(ThrowingCallable call) throws InterruptedException {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				call.call();
				failure.complete(null);
			}
			catch (Throwable ex) {
				failure.complete(ex);
			}
		});
		caller.start();
		this.inside.await();
		caller.interrupt();
		assertThat(failure.join()).isInstanceOfSatisfying(ComException.class,
				(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
	}

	private void assertLeft(int references) {
		await().untilAsserted(() -> assertThat(
				this.processes.server().references().stream().mapToInt(ObjectReferences::references).sum())
			.isEqualTo(references));
	}

	/**
	 * As most jars are served: without a threading model their objects are in an
	 * apartment.
	 */
	@Test
	void apartmentMethodIsGivenUpThenInterruptedAndItsObjectDestroyedAfterIt() throws Exception {
		BlockingQueue<String> events = new LinkedBlockingQueue<>();
		try (SingleThreadedApartment apartment = new SingleThreadedApartment("com-test", Caller.CONTEXT)) {
			CounterFactory factory = apartmentFactory(apartment, events, () -> {
				this.inside.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					events.add("interrupted");
				}
				events.add("end of the method");
				return 1;
			});
			ComPointer<Counter> pointer = new ServedClass(this.processes, factory).activate(Counter.class);
			giveUp(() -> pointer.get().next());
			pointer.close();
			assertThat(List.of(events.take(), events.take(), events.take())).containsExactly("interrupted",
					"end of the method", "destroyed");
			assertLeft(0);
		}
	}

	@Test
	void apartmentMethodInACallToAnotherIsGivenUpThenThatEndsAndItsObjectIsDestroyedAfterIt() throws Exception {
		BlockingQueue<String> events = new LinkedBlockingQueue<>();
		CountDownLatch letGo = new CountDownLatch(1);
		ObjectRpc other = this.processes.start("other");
		Counter slow = TwoProcesses.remote(other, this.processes.server(), Counter.class, () -> {
			this.inside.countDown();
			try {
				letGo.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return 1;
		});
		try (SingleThreadedApartment apartment = new SingleThreadedApartment("com-test", Caller.CONTEXT)) {
			CounterFactory factory = apartmentFactory(apartment, events, () -> {
				try {
					slow.next();
				}
				catch (ComException ex) {
					events.add(ex.hresult().name());
				}
				// The apartment could serve the end of the object meanwhile
				stand();
				events.add("end of the method");
				return 1;
			});
			ComPointer<Counter> pointer = new ServedClass(this.processes, factory).activate(Counter.class);
			giveUp(() -> pointer.get().next());
			pointer.close();
			assertThat(events.take()).isEqualTo("RPC_E_CALL_CANCELED");
			this.open.countDown();
			assertThat(List.of(events.take(), events.take())).containsExactly("end of the method", "destroyed");
			assertLeft(0);
		}
		letGo.countDown();
	}

	private static CounterFactory apartmentFactory(SingleThreadedApartment apartment, BlockingQueue<String> events,
			Counter object) {
		return new CounterFactory(() -> apartment.enter(Counter.class, object)) {

			@Override
			public void destroyInstance(Object instance) {
				try {
					apartment.callUninterrupted(() -> events.add("destroyed"));
				}
				catch (Exception ex) {
					events.add(ex.toString());
				}
			}

		};
	}

	@Test
	@Tag("SL-09")
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void clientGivesUpWhileItsInstanceIsCreatedThenInstanceIsDestroyedAndOthersStay() throws Exception {
		Object instance = new CounterObject();
		CounterFactory factory = new CounterFactory(() -> {
			stand();
			return instance;
		});
		ServedClass served = new ServedClass(this.processes, factory);
		try (ComPointer<ClassFactory> classObject = served.getClassObject(ClassFactory.class)) {
			giveUp(() -> classObject.get().createInstance(Counter.class));
			this.open.countDown();
			await().untilAsserted(() -> assertThat(factory.destroyed).containsExactly(instance));
			assertThat(served.classObject().instances()).isZero();
			assertLeft(ObjectExporter.REFERENCES);
			// The client has given up the call alone
			assertThat(classObject.get().createInstance(Counter.class)).isInstanceOf(Counter.class);
		}
	}

	@Test
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void deadlinePassesWhileAnInstanceIsCreatedThenInstanceIsDestroyed() throws Exception {
		CounterFactory factory = new CounterFactory(() -> {
			stand();
			return new CounterObject();
		});
		ServedClass served = new ServedClass(this.processes, factory);
		byte[] reference = this.processes.server()
			.marshal(served.hold(), Iid.of(ClassFactory.class), this.processes.client().oxid());
		try (ComPointer<ClassFactory> classObject = this.processes.client()
			.unmarshal(ServedClass.CO_CLASS, new CallTerms(Duration.ofMillis(100), CallTerms.NONE.watch()),
					List.of(reference))
			.adopt(ClassFactory.class)) {
			assertThatExceptionOfType(ComException.class)
				.isThrownBy(() -> classObject.get().createInstance(Counter.class))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_TIMEOUT));
			this.open.countDown();
			await().untilAsserted(() -> assertThat(factory.destroyed).hasSize(1));
			assertThat(served.classObject().instances()).isZero();
			assertLeft(ObjectExporter.REFERENCES);
		}
	}

	/**
	 * As a service control manager does that has a server create an instance for
	 * somebody.
	 */
	@Test
	void instanceForAThirdProcessThenIsDestroyedToo() throws Exception {
		CounterFactory factory = new CounterFactory();
		ServedClass served = new ServedClass(this.processes, factory);
		ObjectRpc scm = this.processes.start("scm");
		Maker maker = TwoProcesses.remote(this.processes.server(), scm, Maker.class, () -> {
			stand();
			CountedObject created = new RemoteInstanceCreator(this.processes.leakDetector()).create(served.hold(),
					null);
			return this.processes.server()
				.marshal(created, List.of(Iid.of(Counter.class)), this.processes.client().oxid())
				.get(0);
		});
		giveUp(maker::make);
		this.open.countDown();
		await().untilAsserted(() -> assertThat(factory.destroyed).hasSize(1));
		assertThat(this.processes.server().references()).isEmpty();
		assertThat(served.classObject().instances()).isZero();
	}

	@Test
	@Tag("MA-11")
	void clientGivesUpThenThreadIsInterruptedAndCallsOthersNoMore() throws Exception {
		BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
		Counter elsewhere = TwoProcesses.remote(this.processes.start("third"), this.processes.server(), Counter.class,
				() -> 42);
		Counter waiting = TwoProcesses.remote(this.processes.server(), this.processes.client(), Counter.class, () -> {
			this.inside.countDown();
			try {
				this.open.await();
			}
			catch (InterruptedException ex) {
				thrown.add(ex);
			}
			try {
				return elsewhere.next();
			}
			catch (ComException ex) {
				thrown.add(ex);
				throw ex;
			}
		});
		giveUp(waiting::next);
		assertThat(thrown.take()).isInstanceOf(InterruptedException.class);
		assertThat(thrown.take()).isInstanceOfSatisfying(ComException.class,
				(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
	}

	@Test
	void clientGivesUpThenStreamsOfTheCallEndOnBothSides() throws Exception {
		BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
		InputStream endless = new InputStream() {

			@Override
			public int read() throws IOException {
				GivenUpCallTests.this.inside.countDown();
				try {
					GivenUpCallTests.this.open.await();
				}
				catch (InterruptedException ex) {
					ends.add(ex);
					throw new IOException(ex);
				}
				return -1;
			}

		};
		Reader reader = TwoProcesses.remote(this.processes.server(), this.processes.client(), Reader.class, (in) -> {
			try {
				return in.read();
			}
			catch (IOException ex) {
				ends.add(ex);
				throw ex;
			}
		});
		giveUp(() -> reader.read(endless));
		assertThat(List.of(ends.take(), ends.take()))
			.satisfiesExactlyInAnyOrder((ex) -> assertThat(ex).isInstanceOf(InterruptedException.class), (ex) -> {
				assertThat(ex).isInstanceOf(IOException.class);
				assertThat(ex.getCause()).isInstanceOfSatisfying(ComException.class,
						(cause) -> assertThat(cause.hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
			});
		await().untilAsserted(() -> assertThat(this.processes.client().references()).isEmpty());
	}

	/**
	 * Calls that are under way when their process closes still hand out what they have.
	 */
	@Test
	void processClosesThenCallUnderWayReturnsItsObject() throws Exception {
		Source source = TwoProcesses.remote(this.processes.server(), this.processes.client(), Source.class, () -> {
			stand();
			return () -> 42;
		});
		CompletableFuture<Counter> found = CompletableFuture.supplyAsync(source::counter);
		this.inside.await();
		Thread closing = new Thread(this.processes.server()::close);
		closing.start();
		await().until(() -> List.of(closing.getStackTrace())
			.stream()
			.anyMatch((frame) -> frame.getClassName().equals(RpcServer.class.getName())));
		this.open.countDown();
		assertThat(found.join()).isNotNull();
		closing.join();
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C41}")
	interface Maker {

		byte[] make();

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C42}")
	interface Reader {

		int read(InputStream in) throws IOException;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C43}")
	interface Source {

		Counter counter();

	}

}
