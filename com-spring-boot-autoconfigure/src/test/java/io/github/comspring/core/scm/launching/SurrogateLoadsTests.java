package io.github.comspring.core.scm.launching;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ActivationGuard;
import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.core.scm.table.Adoption;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.RunningServer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Several clients want a class of one surrogate.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class SurrogateLoadsTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final HostedClass hosted = new HostedClass(new Clsid(Guid.random()), null, new AppId(Guid.random()),
			"/module.jar", null, null);

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final SocketDirectory sockets = new SocketDirectory();

	private final SocketDirectory surrogateSockets = new SocketDirectory();

	private final ObjectRpc rpc = process(this.sockets, null);

	private final ObjectRpc surrogate = process(this.surrogateSockets, "secret");

	private final SurrogateLoads loads = new SurrogateLoads(new MachineClassTable(), this.rpc, this::look);

	/** Stands still while clients wait. */
	private final AtomicLong time = new AtomicLong();

	private final Semaphore looks = new Semaphore(0);

	private final AtomicInteger asked = new AtomicInteger();

	private final CountDownLatch inside = new CountDownLatch(1);

	private final CountDownLatch letGo = new CountDownLatch(1);

	private RunningServer server;

	/** What the surrogate throws, if anything. */
	private volatile ComException failure;

	private ObjectRpc process(SocketDirectory directory, String secret) {
		return new ObjectRpc(OrpcSettings.DEFAULT, directory::endpoint, secret, ActivationGuard.NONE, List.of(),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	private long look() {
		this.looks.release();
		return this.time.get();
	}

	@BeforeEach
	void start() {
		Surrogate.register(this.surrogate, (wanted) -> {
			if (this.failure != null) {
				throw this.failure;
			}
			if (this.asked.incrementAndGet() == 1) {
				this.inside.countDown();
				block();
			}
		});
		this.rpc.meet(this.surrogate.endpoint(), this.surrogate.oxid(), "secret");
		this.server = new RunningServer(this.surrogate.oxid(), this.surrogate.endpoint(), mock(ServerControl.class), 1,
				Instant.EPOCH, new Adoption(mock(Association.class)));
	}

	private void block() {
		try {
			this.letGo.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@AfterEach
	void close() throws IOException {
		this.letGo.countDown();
		this.rpc.close();
		this.surrogate.close();
		this.sockets.close();
		this.surrogateSockets.close();
		this.leakDetector.close();
	}

	private Load load() {
		return load(LONG);
	}

	private Load load(Duration timeout) {
		FutureTask<Boolean> task = new FutureTask<>(() -> this.loads.load(this.server, this.hosted, timeout));
		Thread thread = new Thread(task);
		thread.start();
		return new Load(task, thread);
	}

	private static void assertCanceled(Load load) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(load.task::get)
			.havingCause()
			.isInstanceOfSatisfying(ComException.class,
					(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
	}

	@Test
	void loadWhenWhoBringsTheClassIsInterruptedThenOthersHaveItAllTheSame() throws Exception {
		Load first = load();
		this.inside.await();
		Load second = load();
		second.awaitWaiting();
		first.thread.interrupt();
		assertThat(second.task.get()).isTrue();
		assertThat(this.asked).hasValue(2);
		assertCanceled(first);
	}

	@Test
	void loadWhenWhoWaitsIsInterruptedThenItAloneFails() throws Exception {
		Load first = load();
		this.inside.await();
		Load second = load();
		second.awaitWaiting();
		second.thread.interrupt();
		assertCanceled(second);
		this.letGo.countDown();
		assertThat(first.task.get()).isTrue();
		assertThat(this.asked).hasValue(1);
	}

	/**
	 * The surrogate is there, whatever its module has lost.
	 */
	@Test
	void loadWhenTheModuleHasLostACallOfItsOwnThenThatIsToldAndTheSurrogateStays() {
		this.failure = new ComException(HResult.RPC_E_DISCONNECTED, "A server of the module has gone");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.loads.load(this.server, this.hosted, LONG))
			.withMessageContaining("A server of the module has gone");
		this.failure = null;
		this.letGo.countDown();
		assertThat(this.loads.load(this.server, this.hosted, LONG)).isTrue();
	}

	@Test
	void loadWhenNoTimeIsLeftToWaitThenServerExecFailure() throws Exception {
		Load first = load();
		this.inside.await();
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.loads.load(this.server, this.hosted, Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SERVER_EXEC_FAILURE));
		this.letGo.countDown();
		assertThat(first.task.get()).isTrue();
	}

	@Test
	void loadWhenThisProcessDoesNotRunThenWhoWaitsIsNotTooLate() throws Exception {
		Load first = load();
		this.inside.await();
		Load second = load(Duration.ofMillis(400));
		second.awaitWaiting();
		this.time.set(Duration.ofHours(1).toNanos());
		this.looks.drainPermits();
		// Some in each round, and at least one more in the next one
		this.looks.acquire(5);
		this.letGo.countDown();
		assertThat(second.task.get()).isTrue();
		assertThat(first.task.get()).isTrue();
	}

	/**
	 * A client that wants the class.
	 *
	 * @param task what it does
	 * @param thread its thread
	 */
	private record Load(FutureTask<Boolean> task, Thread thread) {

		void awaitWaiting() {
			await().until(() -> this.thread.getState() == Thread.State.TIMED_WAITING);
		}

	}

}
