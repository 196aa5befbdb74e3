package io.github.comspring.core.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.core.rpc.client.RejectedInterfaceException;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.PacketCapture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What goes over the wire, as Wireshark reads it.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class WiresharkTests {

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	@BeforeAll
	static void needsTshark() {
		PacketCapture.assumeTshark();
	}

	@Test
	void everyFragmentIsNamed() throws IOException {
		Guid object = Guid.parse("{01020304-0506-0708-090A-0B0C0D0E0F10}");
		try (RpcServer server = listen();
				PacketCapture capture = new PacketCapture();
				RpcClient client = client(null)) {
			Endpoint relay = relay(capture, server);
			client.call(relay, FIRST, object, 3, List.of(ByteBuffer.allocate(5)), null, Loopback.LONG);
			client.call(relay, SECOND, null, 4, List.of(ByteBuffer.allocate(2000)), null, Loopback.LONG);
			this.dispatcher.operation = (call) -> {
				throw new RpcFault(RpcFault.OPERATION_RANGE, "No");
			};
			assertThatExceptionOfType(ComException.class).isThrownBy(
					() -> client.call(relay, SECOND, null, 5, List.of(ByteBuffer.allocate(0)), null, Loopback.LONG));
			assertThat(capture.malformed(this.folder)).isEmpty();
			assertThat(types(capture)).containsExactly(PduType.BIND, PduType.BIND_ACK, PduType.REQUEST,
					PduType.RESPONSE, PduType.ALTER_CONTEXT, PduType.ALTER_CONTEXT_RESP, PduType.REQUEST,
					PduType.REQUEST, PduType.RESPONSE, PduType.RESPONSE, PduType.REQUEST, PduType.FAULT);
			assertThat(capture.tshark(this.folder, "-Y", "dcerpc.pkt_type == 0 && dcerpc.obj_id", "-T", "fields", "-e",
					"dcerpc.obj_id", "-e", "dcerpc.opnum"))
				.containsExactly("01020304-0506-0708-090a-0b0c0d0e0f10\t3");
			assertThat(
					capture.tshark(this.folder, "-Y", "dcerpc.pkt_type == 3", "-T", "fields", "-e", "dcerpc.cn_status"))
				.containsExactly("0x1c010002");
		}
	}

	@Test
	void refusalsAreNamed() throws IOException {
		SyntaxId unknown = new SyntaxId(SyntaxId.NDR.uuid(), 1);
		try (RpcServer server = listen();
				PacketCapture capture = new PacketCapture();
				RpcClient stranger = client(KeyedContext.client(1, AuthenticationLevel.CONNECT, "secret", "Eve"));
				RpcClient client = client(null)) {
			Endpoint relay = relay(capture, server);
			for (SyntaxId rejected : List.of(unknown, new SyntaxId(FIRST.uuid(), 9))) {
				assertThatExceptionOfType(RejectedInterfaceException.class).isThrownBy(() -> client.call(relay,
						rejected, null, 0, List.of(ByteBuffer.allocate(0)), null, Loopback.LONG));
			}
			assertThatExceptionOfType(ComException.class).isThrownBy(
					() -> stranger.call(relay, FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, Loopback.LONG));
			assertThat(capture.malformed(this.folder)).isEmpty();
			assertThat(types(capture)).containsExactly(PduType.BIND, PduType.BIND_ACK, PduType.ALTER_CONTEXT,
					PduType.ALTER_CONTEXT_RESP, PduType.BIND, PduType.BIND_NAK);
		}
	}

	@Test
	void protectedFragmentsAreNamed() throws IOException {
		AuthenticationLevel level = AuthenticationLevel.PACKET_PRIVACY;
		RpcServer accepting = RpcServer.listen(Transport.TCP.endpoint(this.folder), this.dispatcher,
				Loopback.fragments(1024, 100, 1 << 20), List.of(() -> KeyedContext.server(3, level, "secret")));
		try (RpcServer server = accepting;
				PacketCapture capture = new PacketCapture();
				RpcClient client = client(KeyedContext.client(3, level, "secret", "Ada"))) {
			Endpoint relay = relay(capture, server);
			client.call(relay, FIRST, null, 3, List.of(ByteBuffer.allocate(1500)), null, Loopback.LONG);
			assertThat(capture.malformed(this.folder)).isEmpty();
			assertThat(types(capture)).containsExactly(PduType.BIND, PduType.BIND_ACK, PduType.AUTH3, PduType.REQUEST,
					PduType.REQUEST, PduType.RESPONSE, PduType.RESPONSE);
		}
	}

	/**
	 * The end of an authentication has a trailer without a token, a refusal is a fault.
	 */
	@Test
	void alterContextsAreNamed() throws IOException {
		RpcServer accepting = RpcServer.listen(Transport.TCP.endpoint(this.folder), this.dispatcher, RpcLimits.DEFAULT,
				List.of(() -> KeyedContext.server(3, AuthenticationLevel.CONNECT, "secret")));
		KeyedContext ada = KeyedContext.client(3, AuthenticationLevel.CONNECT, "secret", "Ada");
		Bind.Context second = new Bind.Context(1, SECOND, List.of(SyntaxId.NDR));
		Frame again = Frame.bind(PduType.ALTER_CONTEXT, 0, new Bind.Context(1, FIRST, List.of(SyntaxId.NDR)));
		try (RpcServer server = accepting;
				PacketCapture capture = new PacketCapture();
				RawPeer peer = RawPeer.connect(relay(capture, server))) {
			Pdu ack = peer.send(Frame.bind(0, FIRST).signed(2, 0, 1, ada.exchange(new byte[0]))).read();
			byte[] last = ada.exchange(SecurityTrailer.of(ack).token());
			peer.send(Frame.bind(PduType.ALTER_CONTEXT, 0, second).signed(2, 0, 1, last)).read();
			assertThat(peer.send(again).readToEnd()).containsExactly(PduType.FAULT, PduType.SHUTDOWN);
			assertThat(capture.malformed(this.folder)).isEmpty();
			assertThat(types(capture)).containsExactly(PduType.BIND, PduType.BIND_ACK, PduType.ALTER_CONTEXT,
					PduType.ALTER_CONTEXT_RESP, PduType.ALTER_CONTEXT, PduType.FAULT, PduType.SHUTDOWN);
		}
	}

	private RpcServer listen() {
		return RpcServer.listen(Transport.TCP.endpoint(this.folder), this.dispatcher,
				Loopback.fragments(1024, 100, 1 << 20), List.of());
	}

	private static RpcClient client(@Nullable SecurityContext security) {
		return new RpcClient(RpcLimits.DEFAULT, (endpoint) -> security);
	}

	private static Endpoint relay(PacketCapture capture, RpcServer server) throws IOException {
		return new TcpEndpoint("127.0.0.1", capture.relay(((TcpEndpoint) server.endpoint()).port()));
	}

	private List<PduType> types(PacketCapture capture) throws IOException {
		return capture.tshark(this.folder, "-Y", "dcerpc", "-T", "fields", "-e", "dcerpc.pkt_type")
			.stream()
			.flatMap((line) -> Arrays.stream(line.split(",")))
			.map((type) -> PduType.of(Integer.parseInt(type)))
			.toList();
	}

}
