package io.github.comspring.core.rpc.rules;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Guid;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.RpcCall;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static io.github.comspring.core.rpc.rules.RawServer.context;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of {@code alter_context}: C706 sections 12.6.4.1 and 12.6.4.2, MS-RPCE
 * section 3.3.1.5.6.
 */
@Timeout(120)
class AlterContextRulesTests {

	/** {@code nca_s_proto_error}. */
	private static final int PROTOCOL_ERROR = 0x1C01000B;

	@RegisterExtension
	final RawServer server = new RawServer();

	private static Frame alter(Bind.Context... contexts) {
		return Frame.bind(PduType.ALTER_CONTEXT, 0, contexts);
	}

	/**
	 * C706 section 12.6.4.2: the answer has no secondary address, the group is the
	 * connection's, whatever the client says.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0x00, 0x01, 0x02, 0x03, 0x08, 0x10, 0x20, 0x40, 0x80 })
	void alterThenAnsweredInOneFragment(int flags) throws IOException {
		RawPeer peer = this.server.connect();
		int group = peer.bind().group();
		Frame alter = Frame.bind(PduType.ALTER_CONTEXT, ~group, context(1, SECOND));
		peer.send(RawServer.flagged(flags, RawServer.numbered(6, alter)));
		Pdu answer = peer.read();
		assertThat(answer.type()).isEqualTo(PduType.ALTER_CONTEXT_RESP);
		assertThat(answer.flags()).isEqualTo(Pdu.FIRST | Pdu.LAST);
		assertThat(answer.callId()).isEqualTo(6);
		assertThat(answer.frame().limit()).isEqualTo(56);
		BindAck ack = answer.parse(BindAck::parse);
		assertThat(ack.group()).isEqualTo(group);
		assertThat(ack.secondaryAddress()).isEmpty();
		assertThat(ack.results()).containsExactly(BindAck.Result.ACCEPTED);
		assertThat(peer.send(Frame.request(7, 3, 1)).read().type()).isEqualTo(PduType.RESPONSE);
		assertThat(this.server.dispatcher.calls).extracting(RpcCall::interfaceId).containsExactly(SECOND);
	}

	@Test
	void interfaceThatIsNotServedThenResultAndTheConnectionGoesOn() throws IOException {
		SyntaxId unknown = new SyntaxId(Guid.parse("{12345678-0000-0000-0000-000000000000}"), 1);
		RawPeer peer = this.server.bound();
		for (int i = 2; i < 4; i++) {
			Pdu answer = peer.send(RawServer.numbered(i, alter(context(1, unknown)))).read();
			assertThat(answer.type()).isEqualTo(PduType.ALTER_CONTEXT_RESP);
			assertThat(answer.parse(BindAck::parse).results()).containsExactly(BindAck.Result.NO_INTERFACE);
		}
		assertThat(peer.send(Frame.request(4)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * The same number for the same interface is no change.
	 */
	@Test
	void contextThatIsThereThenAcceptedAgain() throws IOException {
		RawPeer peer = this.server.bound();
		Pdu answer = peer.send(alter(context(0, FIRST))).read();
		assertThat(answer.parse(BindAck::parse).results()).containsExactly(BindAck.Result.ACCEPTED);
		answer = peer.send(alter(new Bind.Context(0, FIRST, List.of(SECOND)))).read();
		assertThat(answer.parse(BindAck::parse).results()).containsExactly(BindAck.Result.NO_TRANSFER_SYNTAX);
		assertThat(peer.send(Frame.request(2)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	@ParameterizedTest
	@MethodSource
	void alterThatBreaksTheRulesThenFaultAndClosed(Frame alter) throws Exception {
		RawPeer peer = this.server.bound();
		peer.send(RawServer.numbered(33, alter));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.notExecuted(33, PROTOCOL_ERROR, 0));
		assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
		assertThat(this.server.dispatcher.ended.take()).isNotNull();
	}

	static Stream<Named<Frame>> alterThatBreaksTheRulesThenFaultAndClosed() {
		return Stream.of(Named.of("no body", Frame.of(PduType.ALTER_CONTEXT.code(), 3, 2)),
				Named.of("half a body", Frame.of(PduType.ALTER_CONTEXT.code(), 3, 2, new byte[9])),
				Named.of("no context", alter()),
				Named.of("no transfer syntax", alter(new Bind.Context(0, FIRST, List.of()))),
				Named.of("the number of another interface", alter(context(0, SECOND))),
				Named.of("one number for two interfaces", alter(context(1, SECOND), context(1, FIRST))));
	}

}
