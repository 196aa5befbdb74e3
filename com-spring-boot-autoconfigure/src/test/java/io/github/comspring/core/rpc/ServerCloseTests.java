package io.github.comspring.core.rpc;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.client.RpcClientTests;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What clients see of a {@link RpcServer} that closes: an answer, or that their call was
 * not begun.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ServerCloseTests {

	private static final int ROUNDS = 150;

	private static final int CLIENTS = 3;

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private final CountDownLatch inside = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private void block() {
		this.dispatcher.operation = (call) -> {
			this.inside.countDown();
			RpcClientTests.await(this.release);
			return call.stub();
		};
	}

	/**
	 * Begins to close a server, up to where it waits for its calls.
	 */
	private static Thread beginToClose(RpcServer server) {
		Thread closing = new Thread(server::close);
		closing.start();
		await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
		return closing;
	}

	@ParameterizedTest
	@EnumSource
	@Tag("CT-17")
	void callUnderWayThenIsAnswered(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher,
				Loopback.closing(Loopback.LONG))) {
			FutureTask<byte[]> underWay = RpcClientTests.inThread(() -> loopback.call((byte) 1));
			this.inside.await();
			Thread closing = beginToClose(loopback.server());
			assertFails(loopback::call, HResult.RPC_S_SERVER_UNAVAILABLE);
			this.release.countDown();
			assertThat(underWay.get()).containsExactly(1);
			closing.join();
		}
		assertThat(this.dispatcher.calls).as("calls that were begun").hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void callThatDoesNotEndThenFails(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher,
				Loopback.closing(Duration.ofMillis(50)))) {
			FutureTask<Void> failing = RpcClientTests.inThread(() -> {
				assertFails(loopback::call, HResult.RPC_S_CALL_FAILED);
				return null;
			});
			this.inside.await();
			loopback.server().close();
			failing.get();
			this.release.countDown();
		}
	}

	@Test
	void closingThreadIsInterruptedThenClosesAtOnce() throws Exception {
		block();
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher,
				Loopback.closing(Loopback.LONG))) {
			FutureTask<Void> failing = RpcClientTests.inThread(() -> {
				assertFails(loopback::call, HResult.RPC_S_CALL_FAILED);
				return null;
			});
			this.inside.await();
			Thread.currentThread().interrupt();
			loopback.server().close();
			assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
			failing.get();
			this.release.countDown();
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientWithoutCallThenIsTold(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher,
				Loopback.closing(Loopback.LONG));
				RawPeer idle = RawPeer.connect(loopback.server().endpoint());
				RawPeer binding = RawPeer.connect(loopback.server().endpoint());
				RawPeer asking = RawPeer.connect(loopback.server().endpoint());
				RawPeer underWay = RawPeer.connect(loopback.server().endpoint())) {
			idle.bind();
			asking.bind();
			asking.send(Frame.request(2, Pdu.FIRST, 0));
			underWay.bind();
			underWay.send(Frame.request(2));
			this.inside.await();
			// Arrives before the server closes, and is not begun either
			underWay.send(Frame.request(3));
			Thread closing = beginToClose(loopback.server());
			for (RawPeer each : List.of(idle, binding, asking)) {
				assertThat(each.readToEnd()).containsExactly(PduType.SHUTDOWN);
			}
			this.release.countDown();
			assertThat(underWay.readToEnd()).containsExactly(PduType.RESPONSE, PduType.SHUTDOWN);
			closing.join();
		}
		assertThat(this.dispatcher.calls).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("CT-17")
	void closedWhileClientsCallThenEachCallThatWasBegunIsAnswered(Transport transport) throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			AtomicInteger begun = new AtomicInteger();
			CountDownLatch enough = new CountDownLatch(2 * CLIENTS);
			this.dispatcher.operation = (call) -> {
				begun.incrementAndGet();
				enough.countDown();
				return call.stub();
			};
			try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
				List<Integer> answered = Race.run(CLIENTS + 1, (number) -> {
					if (number == 0) {
						enough.await();
						loopback.server().close();
						return 0;
					}
					return callUntilClosed(loopback);
				});
				assertThat(answered.stream().mapToInt((count) -> count).sum()).isEqualTo(begun.get());
			}
		}
	}

	private static int callUntilClosed(Loopback loopback) {
		for (int count = 0;; count++) {
			try {
				loopback.call((byte) 1);
			}
			catch (ComException ex) {
				assertThat(ex.hresult()).as(ex.getMessage()).isEqualTo(HResult.RPC_S_SERVER_UNAVAILABLE);
				return count;
			}
		}
	}

	/**
	 * Takes connections and ends them at once, until there is no more to come.
	 */
	private static void hangUp(ServerSocketChannel server) {
		try {
			while (true) {
				server.accept().close();
			}
		}
		catch (IOException ex) {
			// The test is over
		}
	}

	@Test
	void bindThatIsNotAnsweredThenUnavailable() throws IOException {
		UnixEndpoint endpoint = new UnixEndpoint(this.folder.resolve("silent.sock"));
		try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
				RpcClient client = new RpcClient(RpcLimits.DEFAULT, (server) -> null)) {
			silent.bind(endpoint.socketAddress());
			new Thread(() -> hangUp(silent)).start();
			assertFails(() -> client.call(endpoint, RecordingDispatcher.FIRST, null, 0, List.of(ByteBuffer.allocate(0)),
					null, Loopback.LONG), HResult.RPC_S_SERVER_UNAVAILABLE);
		}
	}

}
