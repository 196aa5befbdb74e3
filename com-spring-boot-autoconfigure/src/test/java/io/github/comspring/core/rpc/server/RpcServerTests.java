package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.client.RpcClientTests;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What a {@link RpcServer} lets its clients use up.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class RpcServerTests {

	/** Long enough for a good client on a busy machine. */
	private static final Duration BIND = Duration.ofSeconds(1);

	private static final Duration SHORT = Duration.ofMillis(200);

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private Loopback open(Transport transport, RpcLimits ofServer) {
		return new Loopback(RpcServer.listen(transport.endpoint(this.folder), this.dispatcher, ofServer, List.of()),
				new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null));
	}

	@ParameterizedTest
	@EnumSource
	void peerThatDoesNotBindIsClosed(Transport transport) throws IOException {
		byte[] half = new byte[20];
		System.arraycopy(Frame.bind(0, FIRST).bytes(), 0, half, 0, half.length);
		try (Loopback loopback = open(transport, Loopback.times(BIND, Loopback.LONG));
				RawPeer silent = RawPeer.connect(loopback.server().endpoint());
				RawPeer slow = RawPeer.connect(loopback.server().endpoint()).send(half)) {
			silent.readToEnd();
			slow.readToEnd();
			assertThat(loopback.call((byte) 1)).containsExactly(1);
		}
		assertThat(this.dispatcher.ended).hasSizeLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void idleConnectionIsToldAndClosed(Transport transport) throws Exception {
		try (Loopback loopback = open(transport, Loopback.times(Loopback.LONG, SHORT));
				RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
			peer.bind();
			assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
			this.dispatcher.ended.take();
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			this.dispatcher.ended.take();
			assertThat(loopback.call((byte) 2)).as("on a new connection").containsExactly(2);
			this.dispatcher.ended.take();
		}
		assertThat(this.dispatcher.clients).hasSize(2);
	}

	@Test
	void idleConnectionIsKeptWhileTheServerHoldsSomethingForItsClient() throws Exception {
		this.dispatcher.holds = true;
		try (Loopback loopback = open(Transport.UNIX, Loopback.times(Loopback.LONG, SHORT))) {
			loopback.call();
			for (int i = 0; i < 3; i++) {
				assertThat(this.dispatcher.asked.take()).isIn(this.dispatcher.clients);
			}
			loopback.call();
			assertThat(this.dispatcher.clients).hasSize(1);
			assertThat(this.dispatcher.ended).isEmpty();
			this.dispatcher.holds = false;
			assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		}
	}

	@Test
	void callIsNotIdle() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.dispatcher.operation = (call) -> {
			RpcClientTests.await(release);
			return call.stub();
		};
		try (Loopback loopback = open(Transport.UNIX, Loopback.times(Loopback.LONG, SHORT))) {
			FutureTask<byte[]> first = RpcClientTests.inThread(() -> loopback.call((byte) 1));
			for (int i = 0; i < 3; i++) {
				try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
					peer.bind();
					peer.readToEnd();
				}
			}
			release.countDown();
			assertThat(first.get()).containsExactly(1);
		}
	}

	@Test
	void clientThatDoesNotReadItsAnswerIsClosedThoughItHoldsSomething() throws Exception {
		this.dispatcher.holds = true;
		this.dispatcher.operation = (call) -> ByteBuffer.allocate(8 << 20);
		try (Loopback loopback = open(Transport.UNIX, Loopback.times(BIND, SHORT));
				RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
			peer.bind();
			peer.send(Frame.request(2));
			assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		}
	}

	@Test
	void clientThatDoesNotEndItsRequestIsClosedThoughItHoldsSomething() throws Exception {
		this.dispatcher.holds = true;
		try (Loopback loopback = open(Transport.UNIX, Loopback.times(BIND, SHORT));
				RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
			peer.bind();
			peer.send(Frame.request(2, Pdu.FIRST, 0));
			assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
			this.dispatcher.ended.take();
		}
	}

	@Test
	void dispatcherThatCannotTellWhatItHoldsKeepsTheConnection() throws Exception {
		try (Loopback loopback = open(Transport.UNIX, Loopback.times(Loopback.LONG, SHORT))) {
			this.dispatcher.failing = true;
			loopback.call();
			this.dispatcher.asked.take();
			this.dispatcher.asked.take();
			this.dispatcher.failing = false;
			this.dispatcher.ended.take();
		}
	}

	/**
	 * A module may interrupt whatever thread it finds, which closes the channel under it.
	 */
	@ParameterizedTest
	@EnumSource
	void interruptedAcceptorThenListensOn(Transport transport) {
		try (Loopback loopback = open(transport, RpcLimits.DEFAULT)) {
			Thread acceptor = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((each) -> each.getName().equals("com-rpc-acceptor"))
				.findFirst()
				.orElseThrow();
			acceptor.interrupt();
			await().until(() -> !acceptor.isInterrupted() && isListening(loopback));
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			assertThat(acceptor.isAlive()).isTrue();
		}
	}

	private static boolean isListening(Loopback loopback) {
		try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
			return peer.bind() != null;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@EnumSource
	void connectionBeyondTheLimitIsRefused(Transport transport) throws Exception {
		try (Loopback loopback = open(transport, Loopback.connections(1))) {
			try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
				peer.bind();
				assertFails(loopback::call, HResult.RPC_S_SERVER_TOO_BUSY);
				assertFails(loopback::call, HResult.RPC_S_SERVER_TOO_BUSY);
			}
			this.dispatcher.ended.take();
			assertThat(loopback.call((byte) 1)).containsExactly(1);
		}
	}

	@Test
	void connectionThatIsRefusedTakesNoPlace() throws Exception {
		try (Loopback loopback = open(Transport.UNIX, Loopback.connections(1))) {
			try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
				peer.bind();
				try (RawPeer refused = RawPeer.connect(loopback.server().endpoint())) {
					assertThat(refused.send(Frame.bind(0, FIRST)).readToEnd()).containsExactly(PduType.BIND_NAK);
				}
			}
			this.dispatcher.ended.take();
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			assertThat(this.dispatcher.ended).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void requestOfTooManyFragmentsIsRefused(Transport transport) {
		try (Loopback loopback = open(transport, Loopback.fragments(1024, 10, 100_000))) {
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			for (int length : new int[] { 12_000, 8 << 20 }) {
				assertFails(() -> loopback.call(new byte[length]), HResult.RPC_S_PROTOCOL_ERROR);
			}
			assertThat(loopback.call((byte) 2)).containsExactly(2);
		}
		assertThat(this.dispatcher.calls).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void requestOfTooManyBytesIsRefusedAndTheConnectionGoesOn(Transport transport) {
		try (Loopback loopback = open(transport, Loopback.fragments(1024, 10_000, 5000))) {
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			for (int length : new int[] { 12_000, 8 << 20 }) {
				assertFails(() -> loopback.call(new byte[length]), HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA);
			}
			assertThat(loopback.call((byte) 2)).containsExactly(2);
			assertThat(this.dispatcher.ended).isEmpty();
		}
		assertThat(this.dispatcher.calls).hasSize(2);
		assertThat(this.dispatcher.clients).as("one connection").hasSize(1);
	}

	@Test
	void limitsOutOfRangeAreRejected() {
		for (int size : new int[] { 1016, 1025, 65_536 }) {
			assertThatIllegalArgumentException().isThrownBy(() -> Loopback.fragments(size, 1, 1));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> Loopback.connections(0));
	}

	@Test
	void closedServerCanBeClosedAgain() {
		try (Loopback loopback = open(Transport.UNIX, RpcLimits.DEFAULT)) {
			loopback.server().close();
			try (RpcServer next = RpcServer.listen(loopback.server().endpoint(), this.dispatcher, RpcLimits.DEFAULT,
					List.of())) {
				loopback.server().close();
				assertThat(((UnixEndpoint) next.endpoint()).path()).exists();
				assertThat(loopback.call((byte) 1)).containsExactly(1);
			}
			assertThat(((UnixEndpoint) loopback.server().endpoint()).path()).doesNotExist();
		}
	}

}
