package io.github.comspring.core.rpc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.BindNak;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that break the rules end their own connection and nothing else.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class HostilePeerTests {

	private static final Frame BIND = Frame.bind(0, FIRST);

	private static final Frame REQUEST = Frame.request(2, (byte) 42);

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private Loopback loopback;

	private Association other;

	@BeforeEach
	void open() {
		this.loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher,
				Loopback.fragments(65_528, 10, 100_000));
		this.loopback.call();
		this.other = this.dispatcher.clients.iterator().next();
		this.dispatcher.calls.clear();
	}

	@AfterEach
	void othersAreServedStill() {
		assertThat(this.loopback.call((byte) 1)).containsExactly(1);
		assertThat(this.dispatcher.ended).doesNotContain(this.other);
		this.dispatcher.clients.clear();
		assertThat(this.loopback.call((byte) 2)).containsExactly(2);
		assertThat(this.dispatcher.clients).containsExactly(this.other);
		this.loopback.close();
	}

	private RawPeer connect() throws IOException {
		return RawPeer.connect(this.loopback.server().endpoint());
	}

	@ParameterizedTest
	@MethodSource
	void unboundPeerIsClosedWithoutWord(Frame frame) throws IOException {
		try (RawPeer peer = connect().send(frame)) {
			assertThat(peer.readToEnd()).isEmpty();
		}
		assertThat(this.dispatcher.calls).isEmpty();
		assertThat(this.dispatcher.ended).isEmpty();
	}

	static Stream<Named<Frame>> unboundPeerIsClosedWithoutWord() {
		byte[] zeros = new byte[16];
		byte[] ones = new byte[100];
		Arrays.fill(ones, (byte) 0xFF);
		return Stream.of(Named.of("zeros", new Frame(zeros)), Named.of("ones", new Frame(ones)),
				Named.of("text", new Frame("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes())),
				Named.of("version 4", BIND.with(0, 4)), Named.of("request of minor version 2", REQUEST.with(1, 2)),
				Named.of("big-endian", BIND.with(4, 0)), Named.of("EBCDIC", BIND.with(4, 0x11)),
				Named.of("VAX floats", BIND.with(5, 1)), Named.of("unknown type", BIND.with(2, 77)),
				Named.of("negative type", BIND.with(2, 0xFF)), Named.of("empty", BIND.with(8, 0)),
				Named.of("shorter than its header", BIND.with(8, 15)),
				Named.of("token longer than the fragment", BIND.with(11, 1)),
				Named.of("token without a trailer", Frame.of(PduType.BIND.code(), 3, 1, new byte[7]).with(10, 1)),
				Named.of("request before bind", REQUEST),
				Named.of("auth3 before bind", Frame.of(PduType.AUTH3.code(), 3, 1, new byte[4])),
				Named.of("alter_context before bind",
						Frame.bind(PduType.ALTER_CONTEXT, 0, new Bind.Context(0, FIRST, List.of(SyntaxId.NDR)))));
	}

	@ParameterizedTest
	@MethodSource
	void unboundPeerIsRefused(Frame frame) throws IOException {
		try (RawPeer peer = connect().send(frame)) {
			assertThat(peer.readToEnd()).containsExactly(PduType.BIND_NAK);
		}
		assertThat(this.dispatcher.calls).isEmpty();
		assertThat(this.dispatcher.ended).isEmpty();
	}

	static Stream<Named<Frame>> unboundPeerIsRefused() {
		return Stream.of(Named.of("minor version 2", BIND.with(1, 2)),
				Named.of("bind without a body", Frame.of(PduType.BIND.code(), 3, 1)),
				Named.of("bind with a third of a body", Frame.of(PduType.BIND.code(), 3, 1, new byte[9])),
				Named.of("bind with missing contexts", BIND.with(24, 255)),
				Named.of("bind with missing transfer syntaxes", BIND.with(30, 255)));
	}

	@ParameterizedTest
	@MethodSource
	void boundPeerIsClosed(Frame frame, List<PduType> told) throws Exception {
		try (RawPeer peer = connect()) {
			peer.bind();
			assertThat(peer.send(frame).readToEnd()).isEqualTo(told);
		}
		assertThat(this.dispatcher.ended.take()).isNotEqualTo(this.other);
		assertThat(this.dispatcher.calls).isEmpty();
	}

	static Stream<Arguments> boundPeerIsClosed() {
		Frame first = Frame.request(2, Pdu.FIRST, 0, (byte) 1);
		Frame last = Frame.request(2, Pdu.LAST, 0, (byte) 2);
		Frame middle = Frame.request(2, 0, 0, new byte[20_000]);
		return Stream.of(Arguments.of(Named.of("bind again", BIND), List.of(PduType.BIND_NAK)),
				quietly("garbage", new Frame(new byte[1000])),
				quietly("bind_ack", Frame.of(PduType.BIND_ACK.code(), 3, 2, new byte[20])),
				quietly("response", Frame.of(PduType.RESPONSE.code(), 3, 2, new byte[20])),
				quietly("shutdown", Frame.of(PduType.SHUTDOWN.code(), 3, 2)),
				faulty("alter_context without a body", Frame.of(PduType.ALTER_CONTEXT.code(), 3, 2)),
				faulty("request without a body", Frame.of(PduType.REQUEST.code(), 3, 2)),
				faulty("request with half a header", Frame.of(PduType.REQUEST.code(), 3, 2, new byte[4])),
				faulty("request with half an object",
						Frame.request(2, Pdu.FIRST | Pdu.LAST | Pdu.OBJECT, 0, new byte[15])),
				faulty("request in an unknown security context", signed(0)), faulty("end without a beginning", last),
				faulty("middle without a beginning", middle), faulty("beginning within a request", first.then(first)),
				faulty("whole request within a request", first.then(Frame.request(3))),
				faulty("end of another call", first.then(Frame.request(3, Pdu.LAST, 0))),
				faulty("too many fragments", first.then(endless(10, Frame.request(2, 0, 0)))),
				faulty("too many bytes and fragments", first.then(endless(10, middle))));
	}

	@Test
	void requestOfTooManyBytesThenFaultAndNextRequestIsServed() throws Exception {
		Frame first = Frame.request(2, Pdu.FIRST, 0, (byte) 1);
		Frame middle = Frame.request(2, 0, 0, new byte[20_000]);
		try (RawPeer peer = connect()) {
			peer.bind();
			peer.send(first.then(endless(6, middle)).then(Frame.request(2, Pdu.LAST, 0, (byte) 2)));
			assertThat(peer.readFault()).isEqualTo(HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA.value());
			assertThat(this.dispatcher.calls).isEmpty();
			assertThat(peer.send(Frame.request(3, (byte) 42)).read().type()).isEqualTo(PduType.RESPONSE);
		}
	}

	private static Arguments quietly(String name, Frame frame) {
		return Arguments.of(Named.of(name, frame), List.of());
	}

	private static Arguments faulty(String name, Frame frame) {
		return Arguments.of(Named.of(name, frame), List.of(PduType.FAULT, PduType.SHUTDOWN));
	}

	private static Frame endless(int count, Frame frame) {
		return Stream.generate(() -> frame).limit(count).reduce(Frame::then).orElseThrow();
	}

	/**
	 * A request with a trailer and a token of eight bytes.
	 */
	private static Frame signed(int padding) {
		byte[] stub = new byte[16];
		stub[0] = 10;
		stub[1] = 5;
		stub[2] = (byte) padding;
		return Frame.request(2, stub).with(10, 8);
	}

	@Test
	void connectionThatBreaksWithinFragmentIsClosed() throws Exception {
		byte[] whole = BIND.then(REQUEST).bytes();
		for (int i = 0; i < whole.length; i++) {
			try (RawPeer peer = connect().send(Arrays.copyOf(whole, i)).finish()) {
				assertThat(peer.readToEnd()).hasSize((i < BIND.bytes().length) ? 0 : 1);
			}
			if (i >= BIND.bytes().length) {
				this.dispatcher.ended.take();
			}
		}
		assertThat(this.dispatcher.calls).isEmpty();
	}

	@Test
	void requestInContextThatWasNotAcceptedIsFault() throws IOException {
		try (RawPeer peer = connect()) {
			peer.bind();
			assertThat(peer.send(Frame.request(2, 3, 1)).readFault()).isEqualTo(RpcFault.UNKNOWN_INTERFACE);
			assertThat(peer.send(REQUEST).read().type()).isEqualTo(PduType.RESPONSE);
		}
		assertThat(this.dispatcher.calls).hasSize(1);
	}

	@Test
	void cancelAndOrphanedAreAcceptedSilently() throws IOException {
		try (RawPeer peer = connect()) {
			peer.bind();
			peer.send(Frame.of(PduType.CO_CANCEL.code(), 3, 2)).send(Frame.of(PduType.ORPHANED.code(), 3, 2));
			assertThat(peer.send(REQUEST).read().type()).isEqualTo(PduType.RESPONSE);
		}
	}

	@Test
	void contextsAreNegotiatedOneByOne() throws IOException {
		SyntaxId ndr64 = new SyntaxId(Guid.parse("{71710533-BEBA-4937-8319-B5DBEF9CCC36}"), 1);
		SyntaxId features = new SyntaxId(Guid.parse("{6CB71C2C-9812-4540-0300-000000000000}"), 1);
		SyntaxId unknown = new SyntaxId(Guid.parse("{12345678-0000-0000-0000-000000000000}"), 1);
		Frame bind = Frame.bind(PduType.BIND, 0, new Bind.Context(7, FIRST, List.of(ndr64)),
				new Bind.Context(8, FIRST, List.of(features)),
				new Bind.Context(9, SECOND, List.of(ndr64, SyntaxId.NDR)),
				new Bind.Context(10, unknown, List.of(SyntaxId.NDR)), new Bind.Context(11, FIRST, List.of(unknown)));
		try (RawPeer peer = connect()) {
			BindAck ack = peer.send(bind).read().parse(BindAck::parse);
			assertThat(ack.results()).containsExactly(BindAck.Result.NO_TRANSFER_SYNTAX, BindAck.Result.NO_FEATURES,
					BindAck.Result.ACCEPTED, BindAck.Result.NO_INTERFACE, BindAck.Result.NO_TRANSFER_SYNTAX);
			assertThat(ack.secondaryAddress()).isEqualTo(this.folder.resolve("s").toString());
			assertThat(peer.send(Frame.request(2, 3, 9)).read().type()).isEqualTo(PduType.RESPONSE);
		}
		assertThat(this.dispatcher.calls).extracting(RpcCall::interfaceId).containsExactly(SECOND);
	}

	@Test
	void unknownAuthenticationIsRefused() throws IOException {
		byte[] bind = Arrays.copyOf(BIND.bytes(), BIND.bytes().length + 12);
		Frame authenticated = new Frame(bind).with(8, bind.length)
			.with(10, 4)
			.with(bind.length - 12, 10)
			.with(bind.length - 11, 2);
		try (RawPeer peer = connect()) {
			Pdu answer = peer.send(authenticated).read();
			assertThat(answer.type()).isEqualTo(PduType.BIND_NAK);
			assertThat(answer.parse(BindNak::parse)).isEqualTo(BindNak.UNKNOWN_AUTHENTICATION);
			assertThat(peer.readToEnd()).isEmpty();
		}
	}

	@Test
	void groupOfAnotherClientOfTheSameUserCanBeJoined() throws IOException {
		int group = this.other.id();
		try (RawPeer peer = connect()) {
			assertThat(peer.send(Frame.bind(group, FIRST)).read().parse(BindAck::parse).group()).isEqualTo(group);
		}
		try (RawPeer peer = connect()) {
			assertThat(peer.send(Frame.bind(~group, FIRST)).readToEnd()).containsExactly(PduType.BIND_NAK);
		}
	}

}
