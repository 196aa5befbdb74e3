package io.github.comspring.core.scm.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Iid;
import io.github.comspring.Race;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.ServedGreeter;
import io.github.comspring.fixture.SingleProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ServerLifetime}.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class ServerLifetimeTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final ServedGreeter greeter = new ServedGreeter(this.classTable);

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final ObjectRpc rpc = SingleProcess.objectRpc(this.leakDetector);

	private final CountDownLatch ended = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.rpc.close();
		this.leakDetector.close();
	}

	@Test
	void beginThenKeptOpenUntilClosed() {
		ServerLifetime lifetime = lifetime(FOREVER, FOREVER);
		lifetime.begin();
		lifetime.start();
		assertThat(this.greeter.isServed()).isTrue();
		lifetime.close();
		await().until(() -> !this.greeter.isServed());
		assertThat(this.ended.getCount()).isOne();
	}

	/**
	 * A module may interrupt whatever thread it finds.
	 */
	@Test
	void interruptedWhenItIsWaitingThenGoesOn() {
		ServedGreeter.Client client = this.greeter.client();
		ServerLifetime lifetime = lifetime(FOREVER, FOREVER);
		lifetime.begin();
		lifetime.start();
		await().until(() -> thread().getState() == Thread.State.WAITING);
		thread().interrupt();
		await().until(() -> !thread().isInterrupted() && thread().getState() == Thread.State.WAITING);
		assertThat(this.greeter.isServed()).isTrue();
		assertThat(this.ended.getCount()).isOne();
		lifetime.close();
		client.release();
	}

	@Test
	void closeWhenNotStartedThenKeptOpenNoMore() {
		ServerLifetime lifetime = lifetime(FOREVER, FOREVER);
		lifetime.begin();
		lifetime.close();
		lifetime.close();
		assertThat(this.greeter.isServed()).isFalse();
		assertThat(this.classTable.addRefServerProcess()).as("the reference is given back once").isOne();
	}

	@Test
	@Tag("SL-10")
	void startWhenNoClientComesThenServesNoMoreAndEnds() throws InterruptedException {
		ServerLifetime lifetime = lifetime(Duration.ZERO, Duration.ZERO);
		lifetime.begin();
		lifetime.start();
		this.ended.await();
		assertThat(this.greeter.isServed()).isFalse();
		lifetime.close();
		assertThat(this.classTable.addRefServerProcess()).as("the reference is given back once").isOne();
	}

	@Test
	@Tag("SL-10")
	void startWhenClientIsThereThenEndsOnlyAfterIt() throws InterruptedException {
		ServedGreeter.Client client = this.greeter.client();
		ServerLifetime lifetime = lifetime(FOREVER, Duration.ZERO);
		lifetime.begin();
		lifetime.start();
		await().until(() -> thread().getState() == Thread.State.WAITING);
		assertThat(this.greeter.isServed()).isTrue();
		assertThat(this.ended.getCount()).isOne();
		client.release();
		this.ended.await();
	}

	@Test
	@Tag("SL-10")
	void startWhenNoClientHasComeYetThenWaitsForItHoweverShortTheIdleTimeout() throws InterruptedException {
		ServerLifetime lifetime = lifetime(FOREVER, Duration.ZERO);
		lifetime.begin();
		assertThat(threads()).as("before clients can come").isEmpty();
		lifetime.start();
		await().until(() -> thread().getState() == Thread.State.TIMED_WAITING);
		assertThat(this.greeter.isServed()).isTrue();
		this.greeter.client().release();
		this.ended.await();
		assertThat(this.greeter.isServed()).isFalse();
	}

	@Test
	void startWhenProcessHasAnObjectOfItsOwnThenEndsAllTheSame() throws InterruptedException {
		Activation own = Activation.inProcess(Greeter.CO_CLASS, Iid.of(Greeter.class), ClassContext.INPROC_SERVER);
		this.classTable.lookUpHere(own, ClassContext.INPROC_SERVER).instanceCreated();
		ServerLifetime lifetime = lifetime(FOREVER, Duration.ZERO);
		lifetime.begin();
		lifetime.start();
		this.greeter.client().release();
		this.ended.await();
		assertThat(this.classTable.registrations().get(0).classObject().instances()).isOne();
	}

	@Test
	void startWhenClientHasWhatAnInstanceReturnedThenEndsOnlyAfterIt(@TempDir Path directory) throws Exception {
		try (ObjectRpc server = new ObjectRpc(OrpcSettings.DEFAULT,
				() -> new UnixEndpoint(directory.resolve("server.sock")), null, ActivationGuard.NONE, List.of(),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector)) {
			ServerLifetime lifetime = new ServerLifetime(this.classTable, server, FOREVER, Duration.ZERO,
					this.ended::countDown);
			lifetime.begin();
			byte[] returned = server.marshal(new GreeterObject(), Greeter.class, Marshalling.NORMAL);
			lifetime.start();
			this.greeter.client().release();
			await().until(() -> threads().stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING));
			assertThat(this.greeter.isServed()).isTrue();
			server.releaseMarshalData(returned);
			this.ended.await();
			assertThat(this.greeter.isServed()).isFalse();
		}
	}

	@Test
	void closeWhenItEndsByItselfThenItsThreadIsNotInterrupted() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		ServerLifetime[] lifetime = new ServerLifetime[1];
		lifetime[0] = new ServerLifetime(this.classTable, this.rpc, Duration.ZERO, Duration.ZERO, () -> {
			// As the bean of the server does when the application is closed
			lifetime[0].close();
			this.ended.countDown();
			try {
				closed.await();
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
			}
		});
		lifetime[0].begin();
		lifetime[0].start();
		this.ended.await();
		// As a signal does at the same time
		lifetime[0].close();
		closed.countDown();
		assertThat(interrupted.get(1, TimeUnit.MINUTES)).isFalse();
	}

	@Test
	void beginWhenClosedBeforeThenAnotherLife() throws InterruptedException {
		ServerLifetime lifetime = lifetime(Duration.ZERO, FOREVER);
		lifetime.begin();
		lifetime.start();
		lifetime.close();
		await().until(() -> !this.greeter.isServed());
		lifetime.begin();
		this.classTable.resume();
		assertThat(this.greeter.isServed()).isTrue();
		lifetime.start();
		await().until(() -> thread().getState() == Thread.State.TIMED_WAITING);
		lifetime.close();
		await().until(() -> !this.greeter.isServed());
	}

	@Test
	void closeWhenItEndsAtTheSameTimeThenReferenceIsGivenBackOnce() throws Exception {
		for (int i = 0; i < 200; i++) {
			ServerLifetime lifetime = lifetime(Duration.ZERO, Duration.ZERO);
			lifetime.begin();
			Race.run(2, (number) -> {
				if (number == 0) {
					lifetime.start();
				}
				else {
					lifetime.close();
				}
				return true;
			});
			await().pollDelay(Duration.ZERO).until(() -> threads().isEmpty());
			assertThat(this.classTable.addRefServerProcess()).isOne();
			assertThat(this.classTable.releaseServerProcess()).isZero();
			this.classTable.resume();
		}
	}

	private ServerLifetime lifetime(Duration firstClient, Duration idleTimeout) {
		return new ServerLifetime(this.classTable, this.rpc, firstClient, idleTimeout, this.ended::countDown);
	}

	private static Thread thread() {
		return threads().get(0);
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("com-server-lifetime"))
			.toList();
	}

}
