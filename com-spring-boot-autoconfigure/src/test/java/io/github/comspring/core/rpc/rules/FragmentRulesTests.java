package io.github.comspring.core.rpc.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of fragments: C706 sections 12.6.3.6, 12.6.4.3 and 12.6.4.4.
 */
@Timeout(120)
class FragmentRulesTests {

	private static final int HEADER = 24;

	@RegisterExtension
	final RawServer server = new RawServer();

	/**
	 * C706 section 12.6.4.4: the server takes what the client has offered or less, one
	 * size for both directions, never below what everybody takes, in multiples of eight.
	 */
	@ParameterizedTest
	@CsvSource({ "65535, 65535, 65528", "65528, 65528, 65528", "5840, 5840, 5840", "4280, 4280, 4280", "0, 65535, 2048",
			"65535, 0, 2048", "0, 0, 2048", "3199, 0, 2048", "0, 3199, 2048", "3199, 65535, 3192", "65535, 3199, 3192",
			"2047, 2047, 2048", "2055, 65535, 2048", "2056, 65535, 2056" })
	void bindThenSizesAreAgreedOn(int transmit, int receive, int agreed) throws IOException {
		RawPeer peer = this.server.connect();
		BindAck ack = peer.send(offer(Frame.bind(0, FIRST), transmit, receive)).read().parse(BindAck::parse);
		assertThat(ack.maxTransmit()).isEqualTo(agreed);
		assertThat(ack.maxReceive()).isEqualTo(agreed);
		Frame alter = Frame.bind(PduType.ALTER_CONTEXT, 0, RawServer.context(1, SECOND));
		ack = peer.send(offer(alter, agreed - 8, agreed - 8)).read().parse(BindAck::parse);
		assertThat(ack.maxTransmit()).as("what alter_context offers means nothing").isEqualTo(agreed);
		assertThat(ack.maxReceive()).isEqualTo(agreed);
		assertFragments(peer, agreed);
	}

	/**
	 * C706 section 12.6.4.10: no fragment is longer, all but the last are full, and the
	 * hint is what is left.
	 */
	private static void assertFragments(RawPeer peer, int agreed) throws IOException {
		byte[] stub = Loopback.noise(40_000);
		peer.send(Frame.request(2, stub));
		ByteBuffer received = ByteBuffer.allocate(stub.length);
		Pdu pdu = null;
		while (pdu == null || !pdu.has(Pdu.LAST)) {
			boolean first = pdu == null;
			pdu = peer.read();
			assertThat(pdu.type()).isEqualTo(PduType.RESPONSE);
			assertThat(pdu.has(Pdu.FIRST)).isEqualTo(first);
			assertThat(pdu.frame().limit()).isLessThanOrEqualTo(agreed);
			assertThat(pdu.frame().getInt(16)).isEqualTo(received.remaining());
			assertThat(pdu.has(Pdu.LAST) || pdu.frame().limit() > agreed - 8).isTrue();
			received.put(pdu.frame().position(HEADER));
		}
		assertThat(received.array()).isEqualTo(stub);
	}

	private static Frame offer(Frame bind, int transmit, int receive) {
		byte[] bytes = bind.bytes().clone();
		ByteBuffer.wrap(bytes)
			.order(ByteOrder.LITTLE_ENDIAN)
			.putShort(16, (short) transmit)
			.putShort(18, (short) receive);
		return new Frame(bytes);
	}

	/**
	 * Receiving is lenient: there are clients that send longer fragments than agreed on.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 2049, 5841, 65_000 })
	void requestLongerThanAgreedThenServed(int length) throws IOException {
		RawPeer peer = this.server.connect();
		peer.send(offer(Frame.bind(0, FIRST), 2048, 2048)).read();
		assertThat(peer.send(Frame.request(2, new byte[length])).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * C706 section 12.6.4.9: the hint need not be right, and nothing is made of it.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, -1, 0x400000 })
	void hintThatIsWrongThenServed(int hint) throws IOException {
		RawPeer peer = this.server.bound();
		peer.send(hinted(hint, Frame.request(2, Pdu.FIRST, 0, (byte) 1, (byte) 2)))
			.send(hinted(hint, Frame.request(2, 0, 0, (byte) 3)))
			.send(hinted(hint, Frame.request(2, Pdu.LAST, 0, (byte) 4)));
		Pdu answer = peer.read();
		assertThat(answer.frame().getInt(16)).isEqualTo(4);
		assertThat(Loopback.bytes(answer.frame().position(HEADER))).containsExactly(1, 2, 3, 4);
	}

	private static Frame hinted(int hint, Frame request) {
		byte[] bytes = request.bytes().clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(16, hint);
		return new Frame(bytes);
	}

}
