package io.github.comspring.core.rpc.rules;

import java.io.IOException;

import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of cancels outside the calls that they are about: C706 sections 12.6.3.1,
 * 12.6.4.6 and 12.6.4.8, MS-RPCE section 2.2.2.3. Within them see
 * {@code CallCancellationTests}.
 */
@Timeout(120)
class CancelRulesTests {

	private static final int PENDING_CANCEL = 0x04;

	@RegisterExtension
	final RawServer server = new RawServer();

	private static Frame cancel(PduType type, int callId) {
		return Frame.of(type.code(), Pdu.FIRST | Pdu.LAST, callId);
	}

	private static void assertAnswered(RawPeer peer, int callId, int... stub) throws IOException {
		Pdu answer = peer.read();
		assertThat(answer.type()).isEqualTo(PduType.RESPONSE);
		assertThat(answer.callId()).isEqualTo(callId);
		byte[] bytes = Loopback.bytes(answer.frame().position(24));
		assertThat(bytes).hasSize(stub.length);
		for (int i = 0; i < stub.length; i++) {
			assertThat(bytes[i]).isEqualTo((byte) stub[i]);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "CO_CANCEL", "ORPHANED" })
	void cancelBeforeTheRequestThenSilence(PduType type) throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(cancel(type, 3)).send(cancel(type, 1)).send(Frame.request(1, (byte) 1));
		assertAnswered(peer, 1, 1);
		peer.send(Frame.request(3, (byte) 2));
		assertAnswered(peer, 3, 2);
	}

	@ParameterizedTest
	@EnumSource(names = { "CO_CANCEL", "ORPHANED" })
	void cancelBetweenFragmentsThenTheCallIsMade(PduType type) throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(1, Pdu.FIRST, 0, (byte) 1)).send(cancel(type, 1)).send(cancel(type, 7));
		peer.send(Frame.request(1, Pdu.LAST, 0, (byte) 2));
		assertAnswered(peer, 1, 1, 2);
		peer.send(Frame.request(2, (byte) 3));
		assertAnswered(peer, 2, 3);
	}

	@ParameterizedTest
	@EnumSource(names = { "CO_CANCEL", "ORPHANED" })
	void cancelAfterTheAnswerThenSilence(PduType type) throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(1, (byte) 1));
		assertAnswered(peer, 1, 1);
		peer.send(cancel(type, 1)).send(Frame.request(2, (byte) 2));
		assertAnswered(peer, 2, 2);
	}

	/**
	 * One call at a time: what was orphaned must still come to its end.
	 */
	@Test
	void requestAfterOneThatWasOrphanedHalfwayThenProtocolErrorOfTheFirst() throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(1, Pdu.FIRST, 0)).send(cancel(PduType.ORPHANED, 1)).send(Frame.request(2));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.fault(1, RpcFault.PROTOCOL_ERROR, 0));
		assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
	}

	@Test
	void cancelWithTheFirstFragmentThenNoCallIsActive() throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(2, Pdu.FIRST | PENDING_CANCEL, 0));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.notExecuted(2, 0x6BD, 0));
		assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
		assertThat(this.server.dispatcher.calls).isEmpty();
	}

	@Test
	void cancelWithALaterFragmentThenTheCallIsMade() throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(2, Pdu.FIRST, 0, (byte) 1))
			.send(Frame.request(2, PENDING_CANCEL, 0, (byte) 2))
			.send(Frame.request(2, Pdu.LAST | PENDING_CANCEL, 0, (byte) 3));
		assertAnswered(peer, 2, 1, 2, 3);
	}

}
