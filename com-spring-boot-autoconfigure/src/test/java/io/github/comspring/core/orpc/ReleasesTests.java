package io.github.comspring.core.orpc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * References are given back to each process apart.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ReleasesTests {

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
	void listenerThatFailsThenLaterReferencesAreGivenBack() {
		// Nobody is there, which is as good as an answer
		Releases releases = new Releases(
				new RemoteProcess(this.processes.client(), 1, new UnixEndpoint(Path.of("/nowhere/1.sock"))));
		List<Integer> given = new ArrayList<>();
		List<List<InterfaceRef>> object = List.of(List.of(new InterfaceRef(Guid.random(), 1)));
		releases.add(object, ReleasesTests::runInThread, (count) -> {
			throw new StackOverflowError("Fails");
		});
		releases.add(object, ReleasesTests::runInThread, given::add);
		assertThat(given).containsExactly(1);
	}

	/**
	 * Runs a task as in a thread, whose end nobody else notices.
	 */
	private static void runInThread(Runnable task) {
		try {
			task.run();
		}
		catch (Error ex) {
			// The thread ends
		}
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
