package io.github.comspring.core.orpc.remote;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.Unknown;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.importer.RemUnknownClient;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * References are given back to each process apart.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ReleasesTests {

	private static final Endpoint NOWHERE = new UnixEndpoint(Path.of("/nowhere/1.sock"));

	private static final Releasing NOBODY = (references, number) -> {
		throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Nobody is there");
	};

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CountDownLatch destroying = new CountDownLatch(1);

	private final CountDownLatch letGo = new CountDownLatch(1);

	private final CounterFactory slow = new CounterFactory() {

		@Override
		public void destroyInstance(Object instance) {
			ReleasesTests.this.destroying.countDown();
			try {
				ReleasesTests.this.letGo.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			super.destroyInstance(instance);
		}

	};

	private final CounterFactory quick = new CounterFactory();

	@AfterEach
	void letGo() {
		this.letGo.countDown();
	}

	@Test
	void destroyThatTakesLongThenOtherProcessesAreGivenBackTheirs() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.slow);
		ServedClass elsewhere = new ServedClass(this.processes, this.processes.start("other"), this.quick);
		ComPointer<Counter> kept = elsewhere.activate(Counter.class);
		served.activate(Counter.class).close();
		this.destroying.await();
		kept.close();
		await().until(() -> !this.quick.destroyed.isEmpty());
		assertThat(this.slow.destroyed).isEmpty();
		this.letGo.countDown();
		await().until(() -> !this.slow.destroyed.isEmpty());
	}

	@Test
	void destroyThatTakesLongThenTheSameProcessIsGivenBackTheRestAfterIt() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.slow);
		served.table().addRefServerProcess();
		served.activate(Counter.class).close();
		this.destroying.await();
		for (int i = 0; i < 10; i++) {
			served.activate(Counter.class).close();
		}
		this.letGo.countDown();
		await().until(() -> this.slow.destroyed.size() == 11);
		assertThat(served.classObject().instances()).isZero();
	}

	@Test
	void destroyThatHangsThenNoMoreWaitThanTheClientMayHold() throws Exception {
		ObjectRpc server = this.processes.start("limited",
				new OrpcSettings(RpcLimits.DEFAULT, Duration.ofSeconds(30), 3));
		AtomicInteger begun = new AtomicInteger();
		ServedClass served = new ServedClass(this.processes, server, new CounterFactory() {

			@Override
			public void destroyInstance(Object instance) {
				CounterFactory first = (begun.getAndIncrement() == 0) ? ReleasesTests.this.slow
						: ReleasesTests.this.quick;
				first.destroyInstance(instance);
			}

		});
		served.table().addRefServerProcess();
		served.activate(Counter.class).close();
		this.destroying.await();
		for (int i = 0; i < 3; i++) {
			served.activate(Counter.class).close();
		}
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> served.activate(Counter.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_OUTOFMEMORY));
		assertThat(this.quick.destroyed).as("the one that was refused").hasSize(1);
		this.letGo.countDown();
		await().until(() -> this.quick.destroyed.size() == 4);
		assertThat(this.slow.destroyed).hasSize(1);
		served.activate(Counter.class).close();
		await().until(() -> this.quick.destroyed.size() == 5);
	}

	@Test
	void closeWhileManyWaitThenNoMoreAreSent() throws Exception {
		AtomicInteger sent = new AtomicInteger();
		Releases releases = new Releases(NOWHERE, (Releasing) (references, number) -> {
			sent.incrementAndGet();
			this.destroying.countDown();
			try {
				this.letGo.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new ComException(HResult.RPC_E_CALL_CANCELED, "in a test", ex);
			}
		});
		ExecutorService senders = Executors.newCachedThreadPool();
		InterfaceRef reference = new InterfaceRef(Guid.random(), 1);
		releases.add(List.of(Collections.nCopies(5000, reference)), senders, (count) -> {
		});
		this.destroying.await();
		releases.add(List.of(List.of(reference)), senders, (count) -> {
		});
		senders.shutdownNow();
		assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		assertThat(sent).hasValue(1);
	}

	@Test
	void listenerThatFailsThenLaterReferencesAreGivenBack() throws Exception {
		// Nobody is there, which is as good as an answer
		Releases releases = new Releases(NOWHERE, NOBODY);
		List<Integer> given = new CopyOnWriteArrayList<>();
		List<List<InterfaceRef>> object = List.of(List.of(new InterfaceRef(Guid.random(), 1)));
		ExecutorService senders = Executors.newSingleThreadExecutor();
		try {
			releases.add(object, senders, (count) -> {
				throw new StackOverflowError("Fails");
			});
			senders.submit(() -> {
			}).get();
			releases.add(object, senders, given::add);
			await().untilAsserted(() -> assertThat(given).hasSize(1));
		}
		finally {
			senders.shutdownNow();
		}
	}

	@Test
	void releaseOnceMoreThenItIsCarriedOutOnce() {
		ServedClass served = new ServedClass(this.processes, this.quick);
		byte[] reference = served.create(this.processes.client(), Counter.class).get(0);
		StdObjRef target = ObjRef.parse(reference).target();
		TwoProcesses.meet(this.processes.client(), this.processes.server());
		RemUnknownClient server = new RemUnknownClient(this.processes.client(), target.oxid(),
				this.processes.server().endpoint());
		List<InterfaceRef> one = List.of(new InterfaceRef(target.ipid(), 1));
		int before = references();
		server.release(one, 1);
		server.release(one, 1);
		assertThat(references()).isEqualTo(before - 1);
		server.release(one, 2);
		assertThat(references()).isEqualTo(before - 2);
		// Nobody else's numbers count
		ObjectRpc another = this.processes.start("other");
		TwoProcesses.meet(another, this.processes.server());
		RemUnknownClient other = new RemUnknownClient(another, target.oxid(), this.processes.server().endpoint());
		other.queryInterface(target.ipid(), Iid.of(Counter.class));
		other.release(one, 1);
		assertThat(references()).isEqualTo(before - 2 + ObjectExporter.REFERENCES - 1);
		server.release(List.of(new InterfaceRef(target.ipid(), before - 2)), 3);
		other.release(List.of(new InterfaceRef(target.ipid(), ObjectExporter.REFERENCES)), 2);
		assertThat(this.quick.destroyed).hasSize(1);
	}

	private int references() {
		return this.processes.server().references().get(0).references();
	}

	/**
	 * Starts a server that carries out one call at a time.
	 */
	private ObjectRpc startBusy() {
		RpcLimits limits = RpcLimits.DEFAULT;
		PeerBudgets budgets = limits.budgets();
		return this.processes.start("busy", new OrpcSettings(
				limits.withBudgets(new PeerBudgets(budgets.callsToServer(), budgets.connections(), 1,
						budgets.strangers(), budgets.strangersMessage(), budgets.memory(), budgets.memoryOfPeer())),
				Duration.ofSeconds(30)));
	}

	private Counter waiting(CountDownLatch called) {
		return () -> {
			called.countDown();
			try {
				this.letGo.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return 1;
		};
	}

	@Test
	void serverThatIsTooBusyThenMarshalDataIsReleasedLater() throws Exception {
		ObjectRpc busy = startBusy();
		CountDownLatch called = new CountDownLatch(1);
		byte[] reference = busy.marshal(waiting(called), Counter.class, Marshalling.TABLE_STRONG);
		Counter counter = (Counter) this.processes.client().unmarshal(Counter.class, reference);
		Thread calling = new Thread(counter::next);
		calling.start();
		called.await();
		this.processes.client().releaseMarshalData(reference);
		await().until(ReleasesTests::isPausing);
		this.letGo.countDown();
		calling.join();
		await().until(() -> busy.references().get(0).references() == ObjectExporter.REFERENCES);
		Reference.reachabilityFence(counter);
	}

	@Test
	void lastPointerIsClosedWhileTheObjectIsAskedThenAllIsGivenBack() throws Exception {
		ServedClass served = new ServedClass(this.processes, new CounterFactory(Slow::new) {

			@Override
			public void destroyInstance(Object instance) {
				ReleasesTests.this.quick.destroyInstance(instance);
			}

		});
		ComPointer<Counter> pointer = served.activate(Counter.class);
		CompletableFuture<HResult> asked = CompletableFuture.supplyAsync(() -> {
			try {
				pointer.queryInterface(Named.class).close();
				return HResult.S_OK;
			}
			catch (ComException ex) {
				return ex.hresult();
			}
		});
		this.destroying.await();
		pointer.close();
		this.letGo.countDown();
		asked.join();
		await().until(() -> this.quick.destroyed.size() == 1);
		assertThat(this.processes.server().references()).isEmpty();
	}

	@Test
	void serverThatIsTooBusyThenReferencesAreGivenBackLater() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		ServedClass served = new ServedClass(this.processes, startBusy(), new CounterFactory(() -> waiting(called)));
		ComPointer<Counter> held = served.activate(Counter.class);
		ComPointer<Counter> closed = served.activate(Counter.class);
		Thread calling = new Thread(held.get()::next);
		calling.start();
		called.await();
		closed.close();
		await().until(ReleasesTests::isPausing);
		assertThat(served.classObject().instances()).isEqualTo(2);
		this.letGo.countDown();
		calling.join();
		await().until(() -> served.classObject().instances() == 1);
		held.close();
	}

	/**
	 * A process that is asked for no interfaces.
	 */
	@FunctionalInterface
	private interface Releasing extends RemUnknown {

		@Override
		default StdObjRef queryInterface(Guid ipid, Iid iid) {
			throw new UnsupportedOperationException();
		}

	}

	/**
	 * Takes long to say that it has another interface.
	 */
	private final class Slow implements Counter, Unknown {

		@Override
		public int next() {
			return 1;
		}

		@Override
		public List<Class<?>> interfaces() {
			return List.of(Named.class);
		}

		@Override
		public Object queryInterface(Class<?> type) {
			ReleasesTests.this.destroying.countDown();
			try {
				ReleasesTests.this.letGo.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return (type == Named.class) ? (Named) () -> "slow" : null;
		}

	}

	/**
	 * Tells whether a release was refused and is about to be said again.
	 */
	private static boolean isPausing() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.anyMatch((stack) -> stack.length > 2 && stack[1].getMethodName().equals("parkNanos")
					&& stack[2].getClassName().equals(Releases.class.getName()));
	}

	@Test
	void interruptedThreadsThenReferencesAreGivenBackAllTheSame() {
		ServedClass served = new ServedClass(this.processes, this.quick);
		served.table().addRefServerProcess();
		served.activate(Counter.class).close();
		await().until(() -> this.quick.destroyed.size() == 1);
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((each) -> each.getName().equals("com-release"))
			.forEach(Thread::interrupt);
		served.activate(Counter.class).close();
		await().until(() -> this.quick.destroyed.size() == 2);
	}

}
