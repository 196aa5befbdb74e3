package io.github.comspring.core.ndr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;

/**
 * The numbers without limits.
 */
final class NumberCodecs {

	private NumberCodecs() {
	}

	static Stream<ValueCodec<?>> all() {
		return Stream.of(
				new ValueCodec<>(BigInteger.class, Integer.BYTES, NumberCodecs::writeInteger,
						NumberCodecs::readInteger),
				new ValueCodec<>(BigDecimal.class, Integer.BYTES, NumberCodecs::writeDecimal,
						NumberCodecs::readDecimal));
	}

	private static void writeInteger(NdrWriter out, BigInteger value) {
		byte[] bytes = value.toByteArray();
		out.writeInt(bytes.length);
		out.writeBytes(bytes, 0, bytes.length);
	}

	private static BigInteger readInteger(NdrReader in) {
		return new BigInteger(in.readBytes(in.readCount(1)));
	}

	private static void writeDecimal(NdrWriter out, BigDecimal value) {
		byte[] unscaled = value.unscaledValue().toByteArray();
		out.writeInt(unscaled.length);
		out.writeInt(value.scale());
		out.writeBytes(unscaled, 0, unscaled.length);
	}

	private static BigDecimal readDecimal(NdrReader in) {
		int length = in.readCount(1);
		int scale = in.readInt();
		return new BigDecimal(new BigInteger(in.readBytes(length)), scale);
	}

}
