package io.github.comspring.core.rpc.rules;

import java.io.IOException;

import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.server.RpcCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of {@code call_id}, C706 section 12.6.3.1: an answer names what it answers,
 * whatever number that is.
 */
@Timeout(120)
class CallIdRulesTests {

	@RegisterExtension
	final RawServer server = new RawServer();

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, -1, Integer.MIN_VALUE, 0x21234 })
	void everyAnswerNamesWhatItAnswers(int callId) throws IOException {
		RawPeer peer = this.server.connect();
		assertThat(peer.send(RawServer.numbered(callId, Frame.bind(0, FIRST))).read().callId()).isEqualTo(callId);
		Frame alter = Frame.bind(PduType.ALTER_CONTEXT, 0, RawServer.context(1, SECOND));
		assertThat(peer.send(RawServer.numbered(callId, alter)).read().callId()).isEqualTo(callId);
		assertThat(peer.send(Frame.request(callId)).read().callId()).isEqualTo(callId);
		this.server.dispatcher.operation = (call) -> {
			throw new RpcFault(RpcFault.BAD_STUB_DATA, "No");
		};
		peer.send(Frame.request(callId));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.fault(callId, RpcFault.BAD_STUB_DATA, 0));
	}

	@Test
	void numbersThatComeAgainOrGoBackThenServed() throws IOException {
		this.server.dispatcher.operation = RpcCall::stub;
		RawPeer peer = this.server.bound();
		for (int callId : new int[] { 9, 9, 3, 0, 9 }) {
			assertThat(peer.send(Frame.request(callId)).read().callId()).isEqualTo(callId);
		}
	}

	/**
	 * All fragments of an answer have the number, too.
	 */
	@Test
	void answerInFragmentsThenEachHasTheNumber() throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(8, new byte[20_000]));
		Pdu pdu;
		do {
			pdu = peer.read();
			assertThat(pdu.callId()).isEqualTo(8);
		}
		while (!pdu.has(Pdu.LAST));
	}

}
