package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;

import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that break the rules.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ClientConnectionTests {

	private static final int BOTH = Pdu.FIRST | Pdu.LAST;

	private final RpcClient client = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null);

	private ServerSocketChannel listener;

	@BeforeEach
	void listen() throws IOException {
		this.listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.listener.close();
	}

	private byte[] call(SyntaxId interfaceId) {
		Endpoint server = new TcpEndpoint("127.0.0.1", this.listener.socket().getLocalPort());
		return Loopback.bytes(
				this.client.call(server, interfaceId, null, 0, List.of(ByteBuffer.allocate(0)), null, Loopback.LONG));
	}

	/**
	 * Answers each fragment of one connection with the next frame, and then waits for the
	 * client to close the connection.
	 */
	private FutureTask<Void> answer(Frame... frames) {
		return RpcClientTests.inThread(() -> {
			try (SocketChannel accepted = this.listener.accept(); PduChannel requests = new PduChannel(accepted)) {
				for (Frame frame : frames) {
					requests.read();
					accepted.write(ByteBuffer.wrap(frame.bytes()));
				}
				while (accepted.read(ByteBuffer.allocate(1024)) >= 0) {
					// Whatever it says
				}
			}
			return null;
		});
	}

	private static Frame ack(PduType type, int callId, BindAck.Result... results) {
		ByteBuffer body = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
		new BindAck(5840, 5840, 7, "", List.of(results)).put(body);
		return Frame.of(type.code(), BOTH, callId, Loopback.bytes(body.flip()));
	}

	private static Frame response(int callId, int flags, byte... stub) {
		ByteBuffer body = ByteBuffer.allocate(8 + stub.length).put(8, stub);
		return Frame.of(PduType.RESPONSE.code(), flags, callId, body.array());
	}

	private static Frame accepting() {
		return ack(PduType.BIND_ACK, 1, BindAck.Result.ACCEPTED);
	}

	@Test
	void connectionThatNobodyAnswersThenAnotherOneIsUsed() throws Exception {
		RpcLimits usual = RpcLimits.DEFAULT;
		RpcLimits hasty = new RpcLimits(usual.connections(), usual.fragmentSize(), usual.fragments(),
				usual.reassembledBytes(), Duration.ofMillis(100), usual.idleTime(), usual.closeTime(), usual.budgets());
		FutureTask<SocketChannel> silent = RpcClientTests.inThread(this.listener::accept);
		FutureTask<Void> next;
		try (RpcClient client = new RpcClient(hasty, (endpoint) -> null)) {
			Endpoint server = new TcpEndpoint("127.0.0.1", this.listener.socket().getLocalPort());
			FutureTask<ByteBuffer> called = RpcClientTests.inThread(
					() -> client.call(server, FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, Loopback.LONG));
			try (SocketChannel lost = silent.get()) {
				next = answer(accepting(), response(2, BOTH, (byte) 1));
				assertThat(Loopback.bytes(called.get())).containsExactly(1);
				assertThat(lost.isOpen()).isTrue();
			}
		}
		next.get();
	}

	@Test
	void answerInFragmentsIsPutTogether() throws Exception {
		FutureTask<Void> server = answer(accepting(),
				response(2, Pdu.FIRST, (byte) 1).then(response(2, Pdu.LAST, (byte) 2)));
		assertThat(call(FIRST)).containsExactly(1, 2);
		this.client.close();
		server.get();
	}

	@Test
	void whatIsNoAnswerIsProtocolError() throws Exception {
		for (Frame frame : List.of(Frame.request(2), response(3, BOTH), accepting(),
				Frame.of(PduType.RESPONSE.code(), BOTH, 2, new byte[7]),
				Frame.of(PduType.FAULT.code(), BOTH, 2, new byte[8]), new Frame(new byte[16]))) {
			FutureTask<Void> server = answer(accepting(), frame);
			assertFails(() -> call(FIRST), HResult.RPC_S_PROTOCOL_ERROR);
			server.get();
		}
	}

	@Test
	void whatIsNoAnswerToBindIsProtocolError() throws Exception {
		for (Frame frame : List.of(Frame.bind(0, FIRST), response(1, BOTH), ack(PduType.BIND_ACK, 1),
				ack(PduType.BIND_ACK, 1, BindAck.Result.ACCEPTED, BindAck.Result.ACCEPTED),
				ack(PduType.BIND_ACK, 2, BindAck.Result.ACCEPTED),
				Frame.of(PduType.BIND_NAK.code(), BOTH, 1, new byte[4]))) {
			FutureTask<Void> server = answer(frame);
			assertFails(() -> call(FIRST), HResult.RPC_S_PROTOCOL_ERROR);
			server.get();
		}
	}

	@Test
	void whatIsNoAnswerToAlteredContextIsProtocolError() throws Exception {
		FutureTask<Void> server = answer(accepting(), response(2, BOTH), response(3, BOTH));
		assertThat(call(FIRST)).isEmpty();
		assertFails(() -> call(SECOND), HResult.RPC_S_PROTOCOL_ERROR);
		server.get();
	}

	@Test
	void faultThatAnswersAlteredContextLeavesTheConnection() throws Exception {
		byte[] denied = { 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0 };
		FutureTask<Void> server = answer(accepting(), response(2, BOTH),
				Frame.of(PduType.FAULT.code(), BOTH, 3, denied), response(4, BOTH, (byte) 1));
		assertThat(call(FIRST)).isEmpty();
		assertFails(() -> call(SECOND), HResult.E_ACCESSDENIED);
		assertThat(call(FIRST)).containsExactly(1);
		this.client.close();
		server.get();
	}

	@Test
	void goodbyeInsteadOfAnswerIsNoCall() throws Exception {
		FutureTask<Void> server = answer(accepting(), response(2, BOTH), Frame.of(PduType.SHUTDOWN.code(), BOTH, 0));
		assertThat(call(FIRST)).isEmpty();
		FutureTask<byte[]> again = RpcClientTests.inThread(() -> call(FIRST));
		server.get();
		FutureTask<Void> next = answer(accepting(), response(2, BOTH, (byte) 1));
		assertThat(again.get()).containsExactly(1);
		this.client.close();
		next.get();
	}

	@Test
	void wordsThatNobodyAskedForEndTheConnection() throws Exception {
		FutureTask<Void> server = answer(accepting(), response(2, BOTH).then(response(3, BOTH, (byte) 9)));
		assertThat(call(FIRST)).isEmpty();
		FutureTask<byte[]> again = RpcClientTests.inThread(() -> call(FIRST));
		server.get();
		FutureTask<Void> next = answer(accepting(), response(2, BOTH, (byte) 1));
		assertThat(again.get()).containsExactly(1);
		this.client.close();
		next.get();
	}

}
