package io.github.comspring.core.ndr;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static io.github.comspring.core.ndr.Wire.reader;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NdrReader}.
 */
class NdrReaderTests {

	@Test
	void eachPrimitiveIsLittleEndianAtMultipleOfItsSize() {
		NdrReader in = reader(hex("ff aa 0302 01 aaaaaa 07060504 aaaaaaaa 0f0e0d0c0b0a0908",
				"0000803f aaaaaaaa 00000000000000c0 0102"));
		assertThat(in.readByte()).isEqualTo((byte) -1);
		assertThat(in.readShort()).isEqualTo((short) 0x0203);
		assertThat(in.readByte()).isEqualTo((byte) 1);
		assertThat(in.readInt()).isEqualTo(0x04050607);
		assertThat(in.readLong()).isEqualTo(0x08090A0B0C0D0E0FL);
		assertThat(in.readFloat()).isEqualTo(1.0f);
		assertThat(in.readDouble()).isEqualTo(-2.0);
		assertThat(in.position()).isEqualTo(40);
		assertThat(in.remaining()).isEqualTo(2);
		assertThat(in.readBytes(2)).isEqualTo(hex("0102"));
		assertThat(in.remaining()).isZero();
	}

	@Test
	void alignmentCountsFromPositionOfBuffer() {
		ByteBuffer stub = ByteBuffer.wrap(hex("ff ff 01 aaaaaa 02000000 ff")).slice(1, 9).position(1);
		NdrReader in = new NdrReader(stub, new TestPointers());
		assertThat(in.readByte()).isEqualTo((byte) 1);
		assertThat(in.readInt()).isEqualTo(2);
		assertThat(in.position()).isEqualTo(8);
		assertThat(in.remaining()).isZero();
		assertBadStub(in::readByte);
	}

	@Test
	void guidIsStructureOfItsFields() {
		NdrReader in = reader(hex("01aaaaaa 33221100 5544 7766 8899aabbccddeeff"));
		in.readByte();
		assertThat(in.readGuid()).isEqualTo(Guid.parse("{00112233-4455-6677-8899-AABBCCDDEEFF}"));
		assertThat(reader(hex("ffffffff ffff ffff ffffffffffffffff")).readGuid()).isEqualTo(new Guid(-1, -1));
	}

	@Test
	void referentIsAnyNumberButZero() {
		NdrReader in = reader(hex("00000000 00000080"));
		assertThat(in.readReferent()).isFalse();
		assertThat(in.readReferent()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("readers")
	void nothingIsReadPastTheEnd(Consumer<NdrReader> read) {
		int needed = (int) Stream.iterate(0, (size) -> size + 1)
			.filter((size) -> succeeds(read, size))
			.findFirst()
			.orElseThrow();
		assertThat(needed).isPositive();
		for (int size = 0; size < needed; size++) {
			NdrReader in = reader(new byte[size]);
			assertBadStub(() -> read.accept(in));
			assertThat(in.position()).isLessThanOrEqualTo(size);
		}
	}

	static List<Consumer<NdrReader>> readers() {
		return List.of(NdrReader::readByte, NdrReader::readShort, NdrReader::readInt, NdrReader::readLong,
				NdrReader::readFloat, NdrReader::readDouble, NdrReader::readGuid, NdrReader::readReferent,
				(in) -> in.readBytes(5), (in) -> in.readCount(1), (in) -> in.readChars(3), (in) -> in.slice(2, 8),
				(in) -> {
					in.readByte();
					in.align(8);
				});
	}

	@ParameterizedTest
	@ValueSource(strings = { "04000000 000000", "ffffffff 00000000", "00000080 00000000", "ffffff7f 00000000" })
	void countWithoutBytesForItsElementsIsRefused(String bytes) {
		assertBadStub(() -> reader(hex(bytes)).readCount(1));
	}

	@Test
	void countIsMeasuredInElements() {
		assertThat(reader(hex("02000000 0000000000000000")).readCount(4)).isEqualTo(2);
		assertBadStub(() -> reader(hex("02000000 00000000000000")).readCount(4));
		assertThat(reader(hex("00000000")).readCount(8)).isZero();
	}

	@Test
	void lengthsThatOverflowAreRefused() {
		assertBadStub(() -> reader(new byte[16]).readBytes(-1));
		assertBadStub(() -> reader(new byte[16]).readChars(Integer.MAX_VALUE));
		assertBadStub(() -> reader(new byte[16]).slice(0x2000_0000, 8));
	}

	@Test
	void paddingAfterLastValueMayBeMissing() {
		NdrReader in = reader(new byte[5]);
		in.readBytes(5);
		in.skipPadding(4);
		assertThat(in.remaining()).isZero();
		assertBadStub(() -> in.align(4));
	}

	@Test
	void nestingHasLimit() {
		NdrReader in = reader(new byte[0]);
		for (int i = 0; i < NdrWriter.MAX_DEPTH; i++) {
			in.enter();
		}
		assertBadStub(in::enter);
	}

	private static boolean succeeds(Consumer<NdrReader> read, int size) {
		try {
			read.accept(reader(new byte[size]));
			return true;
		}
		catch (ComException ex) {
			return false;
		}
	}

}
