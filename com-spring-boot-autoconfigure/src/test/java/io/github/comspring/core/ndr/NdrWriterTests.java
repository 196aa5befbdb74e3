package io.github.comspring.core.ndr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.github.comspring.Guid;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NdrWriter}.
 */
class NdrWriterTests {

	private final TestPointers pointers = new TestPointers();

	private final NdrWriter out = new NdrWriter(this.pointers);

	@Test
	void eachPrimitiveIsLittleEndianAtMultipleOfItsSize() {
		this.out.writeByte(0x1FF);
		this.out.writeShort(0x10203);
		this.out.writeByte(1);
		this.out.writeInt(0x04050607);
		this.out.writeLong(0x08090A0B0C0D0E0FL);
		this.out.writeFloat(1.0f);
		this.out.writeDouble(-2.0);
		assertThat(Wire.bytes(this.out)).isEqualTo(
				hex("ff 00 0302 01 000000 07060504 00000000 0f0e0d0c0b0a0908", "0000803f 00000000 00000000000000c0"));
		assertThat(this.out.position()).isEqualTo(40);
	}

	@Test
	void alignmentAddsZeros() {
		this.out.writeByte(7);
		this.out.align(1);
		assertThat(this.out.position()).isEqualTo(1);
		this.out.align(8);
		this.out.align(8);
		assertThat(Wire.bytes(this.out)).isEqualTo(hex("07 00000000000000"));
	}

	@Test
	void guidIsStructureOfItsFieldsAlignedToFour() {
		this.out.writeByte(1);
		this.out.writeGuid(Guid.parse("{00112233-4455-6677-8899-AABBCCDDEEFF}"));
		assertThat(Wire.bytes(this.out)).isEqualTo(hex("01000000 33221100 5544 7766 8899aabbccddeeff"));
	}

	@Test
	void referentsAreZeroOrUnique() {
		this.out.writeByte(1);
		this.out.writeReferent(true);
		this.out.writeReferent(false);
		this.out.writeReferent(true);
		NdrReader in = Wire.reader(Wire.bytes(this.out));
		in.align(4);
		in.readByte();
		int first = in.readInt();
		assertThat(in.readInt()).isZero();
		assertThat(in.readInt()).isNotZero().isNotEqualTo(first);
	}

	@Test
	void growsForAnyLength() {
		byte[] large = new byte[100_000];
		Arrays.fill(large, (byte) 3);
		this.out.writeBytes(large, 1, 99_998);
		this.out.writeInt(5);
		assertThat(this.out.position()).isEqualTo(100_004);
		byte[] written = Wire.bytes(this.out);
		assertThat(written[0]).isEqualTo((byte) 3);
		assertThat(written[99_997]).isEqualTo((byte) 3);
		assertThat(Arrays.copyOfRange(written, 99_998, 100_004)).isEqualTo(hex("0000 05000000"));
	}

	@ParameterizedTest
	@MethodSource("writers")
	void growsWithinAnyValue(Consumer<NdrWriter> write) {
		for (int i = 0; i < 10_000; i++) {
			write.accept(this.out);
		}
		byte[] once = Arrays.copyOf(Wire.bytes(this.out), this.out.position() / 10_000);
		byte[] last = Wire.bytes(this.out);
		assertThat(Arrays.copyOfRange(last, last.length - once.length, last.length)).isEqualTo(once);
	}

	static List<Consumer<NdrWriter>> writers() {
		return List.of((out) -> out.writeByte(1), (out) -> out.writeShort(2), (out) -> out.writeInt(3),
				(out) -> out.writeLong(4), (out) -> out.writeFloat(5), (out) -> out.writeDouble(6),
				(out) -> out.writeGuid(new Guid(7, 8)), (out) -> out.writeChars("text"),
				(out) -> out.reserve(1, 8).putLong(9));
	}

	@Test
	void writeBytesWhenManyThenNotCopied() {
		byte[] large = new byte[100_001];
		this.out.writeInt(1);
		this.out.writeBytes(ByteBuffer.wrap(large));
		this.out.writeInt(2);
		assertThat(this.out.toBuffers().get(1).array()).isSameAs(large);
		assertThat(this.out.position()).isEqualTo(100_012);
		assertThat(this.out.toBuffer().getInt(100_008)).isEqualTo(2);
	}

	@Test
	void writeBytesWhenFewThenOneBuffer() {
		this.out.writeBytes(ByteBuffer.wrap(new byte[] { 1, 2, 3 }, 1, 2));
		this.out.writeByte(4);
		assertThat(this.out.toBuffers()).hasSize(1);
		assertThat(Wire.bytes(this.out)).isEqualTo(hex("02 03 04"));
	}

	@Test
	void bufferBeginsAtPositionZero() {
		this.out.writeInt(0x01020304);
		ByteBuffer buffer = this.out.toBuffer();
		assertThat(buffer.position()).isZero();
		assertThat(buffer.remaining()).isEqualTo(4);
		assertThat(buffer.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
		assertThat(buffer.getInt(0)).isEqualTo(0x01020304);
		assertThat(this.out.pointers()).isSameAs(this.pointers);
	}

	@Test
	void nestingHasLimit() {
		for (int i = 0; i < NdrWriter.MAX_DEPTH; i++) {
			this.out.enter();
		}
		Wire.assertFails(this.out::enter, HResult.E_INVALIDARG);
	}

	@Test
	void moreThanAnArrayHoldsIsRefused() {
		this.out.writeByte(1);
		Wire.assertFails(() -> this.out.reserve(Integer.MAX_VALUE, 8), HResult.E_OUTOFMEMORY);
		assertThat(this.out.position()).isOne();
	}

}
