package io.github.comspring.core.ndr.value;

import java.nio.ByteBuffer;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ByteBufferCodec}.
 */
class ByteBufferCodecTests {

	private final Operation echo = Wire.operation(Buffers.class, "echo");

	@Test
	void writeBetweenPositionAndLimitThenAsByteArray() {
		ByteBuffer buffer = ByteBuffer.wrap(new byte[] { 1, 2, 3, 4 }, 1, 2);
		assertThat(Wire.encode(this.echo, buffer)).isEqualTo(hex("00000200 02000000 0203"));
		assertThat(buffer.remaining()).isEqualTo(2);
	}

	@Test
	void readOfDirectBufferThenSameBytes() {
		ByteBuffer large = ByteBuffer.allocateDirect(100_000).put(77, (byte) 7);
		ByteBuffer read = (ByteBuffer) Wire.roundTrip(this.echo, large);
		assertThat(read).isEqualTo(large);
		assertThat(read.hasArray()).isTrue();
	}

	@Test
	void readWhenMoreIsAnnouncedThanThereIsThenBadStub() {
		assertBadStub(() -> Wire.decode(this.echo, hex("00000200 05000000 01020304")));
	}

	@ComInterface("{0A3C2F7E-6C55-4B0E-9F5B-7D1A1C2B3D4E}")
	interface Buffers {

		ByteBuffer echo(ByteBuffer buffer);

	}

}
