package io.github.comspring.core.rpc.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.KeyedContext;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.server.RpcCall;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of authentication on a connection: MS-RPCE sections 2.2.1.1.8, 2.2.2.3,
 * 2.2.2.11 and 3.3.1.5.2.
 */
@Timeout(120)
class SecurityRulesTests {

	private static final int CONNECT = 2;

	private static final int CALL = 3;

	private static final int PACKET = 4;

	private static final int HEADER_SIGN = 0x04;

	private static final int BOTH = Pdu.FIRST | Pdu.LAST;

	/** Whether the server's contexts can sign headers. */
	private volatile boolean able;

	private final Queue<KeyedContext> atServer = new ConcurrentLinkedQueue<>();

	@RegisterExtension
	final RawServer server = new RawServer(List.of(() -> service(AuthenticationLevel.CONNECT, 3),
			() -> service(AuthenticationLevel.PACKET, 1), () -> service(AuthenticationLevel.PACKET_INTEGRITY, 1)));

	private KeyedContext service(AuthenticationLevel level, int messages) {
		KeyedContext context = KeyedContext.server(messages, level, "secret");
		context.headersIfAsked = this.able;
		this.atServer.add(context);
		return context;
	}

	private static KeyedContext client(AuthenticationLevel level, int messages) {
		return KeyedContext.client(messages, level, "secret", "Ada");
	}

	private static Frame alter() {
		return Frame.bind(PduType.ALTER_CONTEXT, 0, RawServer.context(1, SECOND));
	}

	/**
	 * MS-RPCE section 2.2.1.1.8: {@code RPC_C_AUTHN_LEVEL_CALL} is served as
	 * {@code RPC_C_AUTHN_LEVEL_PKT}.
	 */
	@ParameterizedTest
	@ValueSource(ints = { CALL, PACKET })
	void levelCallThenServedAsPacket(int level) throws IOException {
		KeyedContext ada = client(AuthenticationLevel.PACKET, 1);
		RawPeer peer = this.server.connect();
		Pdu ack = peer.send(Frame.bind(0, FIRST).signed(level, 0, 1, ada.exchange(new byte[0]))).read();
		assertThat(ack.type()).isEqualTo(PduType.BIND_ACK);
		Pdu answer = peer.send(signed(ada, Frame.request(2, new byte[16]), level)).read();
		assertThat(answer.type()).isEqualTo(PduType.RESPONSE);
		assertThat(SecurityTrailer.of(answer).level()).isEqualTo(PACKET);
		assertThat(this.server.dispatcher.calls).extracting(RpcCall::authenticationLevel)
			.containsExactly(AuthenticationLevel.PACKET);
	}

	/**
	 * Our own client does not say {@code CALL} either.
	 */
	@Test
	void levelCallThenSentAsPacket() {
		assertThat(SecurityTrailer.number(AuthenticationLevel.CALL)).isEqualTo(PACKET);
	}

	private static Frame signed(KeyedContext context, Frame request, int level) {
		byte[] zeros = new byte[context.signatureLength()];
		byte[] bytes = request.signed(level, 0, 1, zeros).bytes();
		ByteBuffer covered = ByteBuffer.wrap(bytes, 0, bytes.length - zeros.length).slice();
		byte[] signature = context.protect(covered, 24, 16);
		System.arraycopy(signature, 0, bytes, bytes.length - signature.length, signature.length);
		return new Frame(bytes);
	}

	@ParameterizedTest
	@MethodSource
	void bindThatDoesNotAuthenticateThenRefusedWithReason(Frame bind, int reason) throws IOException {
		RawPeer peer = this.server.connect().send(RawServer.numbered(4, bind));
		assertThat(RawAnswer.readNak(peer)).isEqualTo(RawAnswer.nak(4, reason));
		assertThat(peer.readToEnd()).isEmpty();
	}

	static Stream<Arguments> bindThatDoesNotAuthenticateThenRefusedWithReason() {
		Frame bind = Frame.bind(0, FIRST);
		byte[] token = client(AuthenticationLevel.PACKET, 1).exchange(new byte[0]);
		return Stream.of(Arguments.of(Named.of("level 0", bind.signed(0, 0, 1, token)), 0),
				Arguments.of(Named.of("level none", bind.signed(1, 0, 1, token)), 0),
				Arguments.of(Named.of("level 7", bind.signed(7, 0, 1, token)), 0),
				Arguments.of(Named.of("level 255", bind.signed(255, 0, 1, token)), 0),
				Arguments.of(Named.of("level that nobody serves", bind.signed(6, 0, 1, token)), 8),
				Arguments.of(Named.of("unknown service", otherService(bind.signed(PACKET, 0, 1, token), token)), 8),
				Arguments.of(Named.of("bad token", bind.signed(PACKET, 0, 1, new byte[40])), 9));
	}

	private static Frame otherService(Frame signed, byte[] token) {
		byte[] bytes = signed.bytes().clone();
		bytes[bytes.length - token.length - SecurityTrailer.LENGTH] = 10;
		return new Frame(bytes);
	}

	/**
	 * MS-RPCE section 3.3.1.5.2: a later leg that is refused is no {@code bind_nak}.
	 */
	@ParameterizedTest
	@MethodSource
	void alterThatDoesNotAuthenticateThenFault(Frame alter, int status) throws IOException {
		KeyedContext ada = client(AuthenticationLevel.CONNECT, 3);
		RawPeer peer = this.server.connect();
		peer.send(Frame.bind(0, FIRST).signed(CONNECT, 0, 1, ada.exchange(new byte[0]))).read();
		peer.send(RawServer.numbered(4, alter));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.notExecuted(4, status, 0));
		assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
	}

	static Stream<Arguments> alterThatDoesNotAuthenticateThenFault() {
		byte[] token = client(AuthenticationLevel.PACKET, 1).exchange(new byte[0]);
		Frame twice = Frame.bind(PduType.ALTER_CONTEXT, 0, RawServer.context(0, SECOND));
		return Stream.of(
				Arguments.of(Named.of("bad token", alter().signed(CONNECT, 0, 1, new byte[40])),
						RpcFault.ACCESS_DENIED),
				Arguments.of(Named.of("another level", alter().signed(PACKET, 0, 1, token)), RpcFault.ACCESS_DENIED),
				Arguments.of(Named.of("level none", alter().signed(1, 0, 9, token)), RpcFault.ACCESS_DENIED),
				Arguments.of(Named.of("another service", otherService(alter().signed(CONNECT, 0, 1, token), token)),
						0x721),
				Arguments.of(Named.of("unknown service", otherService(alter().signed(CONNECT, 0, 9, token), token)),
						0x721),
				Arguments.of(Named.of("another level and a number taken", twice.signed(PACKET, 0, 1, token)),
						RpcFault.PROTOCOL_ERROR));
	}

	/**
	 * MS-RPCE section 2.2.2.11: what came with a trailer is answered with one, the end of
	 * an authentication with one that has no token.
	 */
	@Test
	void authenticationEndsWithAlterThenAnswerHasTrailer() throws IOException {
		KeyedContext ada = client(AuthenticationLevel.CONNECT, 3);
		RawPeer peer = this.server.connect();
		Pdu ack = peer.send(Frame.bind(0, FIRST).signed(CONNECT, 0, 1, ada.exchange(new byte[0]))).read();
		assertThat(SecurityTrailer.of(ack).contextId()).isEqualTo(1);
		byte[] last = ada.exchange(SecurityTrailer.of(ack).token());
		Pdu answer = peer.send(alter().signed(CONNECT, 0, 1, last)).read();
		assertThat(answer.type()).isEqualTo(PduType.ALTER_CONTEXT_RESP);
		assertThat(answer.authLength()).isZero();
		assertThat(answer.frame().limit()).isEqualTo(56 + SecurityTrailer.LENGTH);
		assertThat(answer.frame().get(57)).as("level").isEqualTo((byte) CONNECT);
		assertThat(answer.frame().getInt(60)).as("security context").isEqualTo(1);
		assertThat(peer.send(Frame.request(2)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * A middle leg has its token in the trailer.
	 */
	@Test
	void authenticationBeginsWithAlterThenAnswerHasTrailerWithToken() throws IOException {
		KeyedContext ada = client(AuthenticationLevel.CONNECT, 3);
		RawPeer peer = this.server.bound();
		Pdu answer = peer.send(alter().signed(CONNECT, 0, 5, ada.exchange(new byte[0]))).read();
		assertThat(answer.type()).isEqualTo(PduType.ALTER_CONTEXT_RESP);
		SecurityTrailer trailer = SecurityTrailer.of(answer);
		assertThat(trailer.contextId()).isEqualTo(5);
		assertThat(trailer.level()).isEqualTo(CONNECT);
		assertThat(ada.exchange(trailer.token())).isNotEmpty();
	}

	/**
	 * MS-RPCE section 2.2.2.3: the bit reaches the security context, and the answer has
	 * it if the context can.
	 */
	@ParameterizedTest
	@CsvSource({ "true, true, 7", "true, false, 3", "false, true, 3" })
	void headerSigningInBindThenTheContextKnows(boolean asked, boolean able, int flags) throws IOException {
		KeyedContext ada = client(AuthenticationLevel.PACKET_INTEGRITY, 1);
		this.able = able;
		Frame bind = Frame.bind(0, FIRST).signed(5, 0, 1, ada.exchange(new byte[0]));
		RawPeer peer = this.server.connect().send(RawServer.flagged(BOTH | (asked ? HEADER_SIGN : 0), bind));
		assertThat(peer.read().flags()).isEqualTo(flags);
		if (asked && able) {
			ada.signHeaders();
		}
		assertThat(peer.send(signed(ada, Frame.request(2, new byte[16]), 5)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * MS-RPCE section 3.3.1.5.2.2: it can be asked for later, for the whole connection.
	 */
	@Test
	void headerSigningInAlterThenAllContextsKnow() throws IOException {
		KeyedContext ada = client(AuthenticationLevel.PACKET_INTEGRITY, 1);
		this.able = true;
		RawPeer peer = this.server.connect();
		peer.send(Frame.bind(0, FIRST).signed(5, 0, 1, ada.exchange(new byte[0]))).read();
		assertThat(peer.send(signed(ada, Frame.request(2, new byte[16]), 5)).read().type()).isEqualTo(PduType.RESPONSE);
		assertThat(peer.send(RawServer.flagged(BOTH | HEADER_SIGN, alter())).read().flags())
			.isEqualTo(BOTH | HEADER_SIGN);
		ada.signHeaders();
		assertThat(peer.send(signed(ada, Frame.request(3, new byte[16]), 5)).read().type()).isEqualTo(PduType.RESPONSE);
		Frame late = alter().signed(PACKET, 0, 2, client(AuthenticationLevel.PACKET, 1).exchange(new byte[0]));
		assertThat(peer.send(late).read().type()).isEqualTo(PduType.ALTER_CONTEXT_RESP);
		assertThat(this.atServer).filteredOn(KeyedContext::signsHeaders).hasSize(2);
	}

	/**
	 * Without it a header may be changed on its way, with it not.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void changedHeaderThenDeniedIfItIsSigned(boolean headers) throws IOException {
		KeyedContext ada = client(AuthenticationLevel.PACKET_INTEGRITY, 1);
		this.able = headers;
		Frame bind = Frame.bind(0, FIRST).signed(5, 0, 1, ada.exchange(new byte[0]));
		RawPeer peer = this.server.connect().send(RawServer.flagged(BOTH | HEADER_SIGN, bind));
		if (peer.read().has(HEADER_SIGN)) {
			ada.signHeaders();
		}
		peer.send(RawServer.numbered(99, signed(ada, Frame.request(2, new byte[16]), 5)));
		assertThat(peer.read().type()).isEqualTo(headers ? PduType.FAULT : PduType.RESPONSE);
	}

}
