package io.github.comspring.core.rpc.pdu;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Reassembly}.
 */
class ReassemblyTests {

	@Test
	void addWhenAnnouncedThenRoomForAllOfIt() throws IOException {
		Reassembly whole = new Reassembly(RpcLimits.DEFAULT, null);
		whole.add(ByteBuffer.allocate(1000), 4000);
		byte[] first = whole.data().array();
		assertThat(first).hasSize(4000);
		whole.add(ByteBuffer.allocate(3000), 3000);
		assertThat(whole.data().array()).isSameAs(first);
	}

	@Test
	void addWhenMuchIsAnnouncedThenMemoryForWhatArrived() throws IOException {
		Reassembly whole = new Reassembly(RpcLimits.DEFAULT, null);
		whole.add(ByteBuffer.allocate(10), Integer.MAX_VALUE);
		assertThat(whole.data().array()).hasSize(80);
		whole.add(ByteBuffer.allocate(10), -1);
		assertThat(whole.data().remaining()).isEqualTo(20);
	}

	@Test
	void addWhenRoomIsEnoughThenUsesIt() throws IOException {
		byte[] room = new byte[10];
		Reassembly whole = new Reassembly(RpcLimits.DEFAULT, room);
		whole.add(ByteBuffer.wrap(new byte[] { 1, 2 }), 2);
		assertThat(whole.data().array()).isSameAs(room);
		assertThat(whole.data().remaining()).isEqualTo(2);
	}

	@Test
	void addWhenRoomIsTooSmallThenAllIsKept() throws IOException {
		Reassembly whole = new Reassembly(RpcLimits.DEFAULT, new byte[3]);
		whole.add(ByteBuffer.wrap(new byte[] { 1, 2 }), 4);
		whole.add(ByteBuffer.wrap(new byte[] { 3, 4 }), 2);
		assertThat(whole.data()).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2, 3, 4 }));
	}

	@Test
	void addWhenMoreThanTheLimitThenRefused() {
		RpcLimits limits = new RpcLimits(1, RpcLimits.SMALLEST_FRAGMENT, 1, 5, RpcLimits.DEFAULT.bindTime(),
				RpcLimits.DEFAULT.idleTime(), RpcLimits.DEFAULT.closeTime());
		Reassembly whole = new Reassembly(limits, new byte[10]);
		assertThatExceptionOfType(OversizeException.class).isThrownBy(() -> whole.add(ByteBuffer.allocate(6), 7))
			.withMessageContaining("at least 7 bytes, and comspring.rpc.max-message-size of this process ");
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> whole.add(ByteBuffer.allocate(1), 1))
			.withMessageContaining("more than 1 fragments");
	}

}
