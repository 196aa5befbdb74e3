package io.github.comspring.core.rpc.client;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static io.github.comspring.core.rpc.client.RpcClientTests.inThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * More calls at once than the server takes connections.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class BusyServerTests {

	private static final int CONNECTIONS = 3;

	private static final Duration SHORT = Duration.ofSeconds(2);

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private final AtomicInteger atOnce = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	private final List<Byte> begun = new CopyOnWriteArrayList<>();

	private final CountDownLatch inside = new CountDownLatch(CONNECTIONS);

	private final Semaphore release = new Semaphore(0);

	private final RpcClient client = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null);

	private RpcServer server;

	@BeforeEach
	void listen() {
		this.server = RpcServer.listen(Transport.UNIX.endpoint(this.folder), this.dispatcher,
				Loopback.connections(CONNECTIONS), List.of());
		this.dispatcher.operation = (call) -> {
			this.begun.add(call.stub().get(0));
			this.most.accumulateAndGet(this.atOnce.incrementAndGet(), Math::max);
			this.inside.countDown();
			this.release.acquireUninterruptibly();
			this.atOnce.decrementAndGet();
			return call.stub();
		};
	}

	@AfterEach
	void close() {
		this.release.release(1000);
		this.client.close();
		this.server.close();
	}

	private List<FutureTask<byte[]>> callers(int count) {
		List<FutureTask<byte[]>> callers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			byte number = (byte) i;
			callers.add(inThread(() -> call(number)));
		}
		return callers;
	}

	@Test
	void callsWaitForTheConnectionsThatThereAre() throws Exception {
		List<FutureTask<byte[]>> callers = callers(100);
		this.inside.await();
		this.release.release(100);
		for (int i = 0; i < callers.size(); i++) {
			assertThat(callers.get(i).get()).containsExactly(i);
		}
		assertThat(this.most).hasValue(CONNECTIONS);
	}

	@Test
	void callWhenNoneIsFreeBeforeItsDeadlineThenTold() throws Exception {
		callers(CONNECTIONS);
		this.inside.await();
		assertFails(() -> call(0, false, SHORT), HResult.RPC_S_SERVER_TOO_BUSY)
			.hasMessageContaining("before the deadline of the call")
			.hasMessageContaining("comspring.rpc.per-peer.max-connections");
		assertThat(this.dispatcher.calls).hasSize(CONNECTIONS);
	}

	@Test
	void callThatIsPartOfAnotherOneThenToldAtOnce() throws Exception {
		callers(CONNECTIONS);
		this.inside.await();
		assertFails(() -> call(0, true, Loopback.LONG), HResult.RPC_S_SERVER_TOO_BUSY);
	}

	@Test
	void callThatIsPartOfAnotherOneThenHasAConnectionThatOthersWaitFor() throws Exception {
		List<FutureTask<byte[]>> callers = callers(CONNECTIONS);
		this.inside.await();
		assertFails(() -> call(0, false, SHORT), HResult.RPC_S_SERVER_TOO_BUSY);
		List<FutureTask<byte[]>> waiting = callers(CONNECTIONS);
		this.release.release();
		await().until(() -> callers.stream().anyMatch(FutureTask::isDone));
		FutureTask<ByteBuffer> nested = inThread(() -> call(42, true, Loopback.LONG));
		await().until(() -> this.begun.size() > CONNECTIONS);
		assertThat(this.begun).last().isEqualTo((byte) 42);
		this.release.release(1000);
		assertThat(nested.get().get()).isEqualTo((byte) 42);
		for (FutureTask<byte[]> each : waiting) {
			assertThat(each.get()).hasSize(1);
		}
	}

	@Test
	void interruptedWhileItWaitsThenCanceled() throws Exception {
		callers(CONNECTIONS);
		this.inside.await();
		Thread.currentThread().interrupt();
		assertFails(() -> call(0, false, Loopback.LONG), HResult.RPC_E_CALL_CANCELED);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void connectionThatCallsWaitForEndsThenAnotherOneIsOpened() throws Exception {
		List<FutureTask<byte[]>> callers = callers(CONNECTIONS);
		this.inside.await();
		FutureTask<byte[]> waiting = inThread(() -> call((byte) 42));
		callers.get(0).cancel(true);
		this.release.release(1);
		this.release.release(CONNECTIONS);
		assertThat(waiting.get()).containsExactly(42);
	}

	private byte[] call(byte number) {
		return Loopback.bytes(call(number, false, Loopback.LONG));
	}

	private ByteBuffer call(int number, boolean nested, Duration timeout) {
		return this.client.call(this.server.endpoint(), FIRST, null, 3,
				List.of(ByteBuffer.wrap(new byte[] { (byte) number })), null, nested, timeout);
	}

}
