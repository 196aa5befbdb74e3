package io.github.comspring.core.rpc.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.MessageSender;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.server.RpcCall;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The rules of faults: C706 sections 12.6.3.1 and 12.6.4.7, MS-RPCE section 2.2.2.8.
 */
@Timeout(120)
class FaultRulesTests {

	@RegisterExtension
	final RawServer server = new RawServer();

	/**
	 * C706 section 12.6.3.1: {@code PFC_DID_NOT_EXECUTE} promises that the call has not
	 * begun.
	 */
	@Test
	void operationThatThereIsNotThenNotExecuted() throws IOException {
		this.server.dispatcher.operation = (call) -> {
			throw new RpcFault(RpcFault.OPERATION_RANGE, "No");
		};
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(2));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.notExecuted(2, RpcFault.OPERATION_RANGE, 0));
		assertServes(peer);
	}

	/**
	 * The context is one that there is not, so that it is not named.
	 */
	@Test
	void contextThatThereIsNotThenNotExecuted() throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(Frame.request(2, 3, 0x3039));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.notExecuted(2, RpcFault.UNKNOWN_INTERFACE, 0));
		assertThat(this.server.dispatcher.calls).isEmpty();
		assertServes(peer);
	}

	@Test
	void callThatFailedThenNothingIsPromised() throws IOException {
		this.server.dispatcher.operation = (call) -> {
			throw new RpcFault(HResult.E_NOINTERFACE.value(), "No");
		};
		RawPeer peer = this.server.connect();
		peer.send(Frame.bind(PduType.BIND, 0, RawServer.context(7, FIRST))).read();
		peer.send(Frame.request(2, 3, 7));
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.fault(2, HResult.E_NOINTERFACE.value(), 7));
		this.server.dispatcher.operation = RpcCall::stub;
		assertThat(peer.send(Frame.request(3, 3, 7)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	private void assertServes(RawPeer peer) throws IOException {
		this.server.dispatcher.operation = RpcCall::stub;
		assertThat(peer.send(Frame.request(99, (byte) 1)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * C706 section 12.6.4.9: what comes in the place of a request's first fragment, or of
	 * its next one.
	 */
	@ParameterizedTest
	@MethodSource
	void requestThatBreaksTheRulesThenProtocolError(Frame frame) throws IOException {
		RawPeer peer = this.server.bound().send(frame);
		assertThat(RawAnswer.readFault(peer)).isEqualTo(RawAnswer.fault(50, RpcFault.PROTOCOL_ERROR, 0));
		assertThat(peer.readToEnd()).containsExactly(PduType.SHUTDOWN);
		assertThat(this.server.dispatcher.calls).isEmpty();
	}

	static Stream<Named<Frame>> requestThatBreaksTheRulesThenProtocolError() {
		Frame first = Frame.request(50, Pdu.FIRST, 0, (byte) 1);
		return Stream.of(Named.of("neither first nor last", Frame.request(50, 0, 0)),
				Named.of("last alone", Frame.request(50, Pdu.LAST, 0)), Named.of("first twice", first.then(first)),
				Named.of("first of another call", first.then(Frame.request(51, Pdu.FIRST, 0))),
				Named.of("another call", first.then(Frame.request(51))),
				Named.of("last of another call", first.then(Frame.request(51, Pdu.LAST, 0))),
				Named.of("flags that mean nothing, twice",
						Frame.request(50, Pdu.FIRST | 0x78, 0).then(Frame.request(50, Pdu.FIRST | 0x78, 0))));
	}

	/**
	 * C706 sections 12.6.4.7 and 12.6.4.11: a client may take what it reads at once for
	 * one fragment.
	 */
	@Test
	void lastFaultThenShutdownIsAWriteOfItsOwn() throws IOException {
		List<Integer> written = new ArrayList<>();
		SocketChannel socket = mock(SocketChannel.class);
		given(socket.write(any(ByteBuffer.class))).willAnswer((write) -> {
			ByteBuffer bytes = write.getArgument(0);
			written.add((int) bytes.get(bytes.position() + 2));
			int length = bytes.remaining();
			bytes.position(bytes.limit());
			return length;
		});
		MessageSender.lastFault(new PduChannel(socket), 1, 0, RpcFault.PROTOCOL_ERROR);
		assertThat(written).containsExactly(PduType.FAULT.code(), PduType.SHUTDOWN.code());
	}

}
