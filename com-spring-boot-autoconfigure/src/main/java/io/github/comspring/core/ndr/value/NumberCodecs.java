package io.github.comspring.core.ndr.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Stream;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * The numbers without limits.
 */
final class NumberCodecs {

	private static final Map<Class<?>, ValueCodec<?>> ALL = ValueCodec.byType(all());

	private NumberCodecs() {
	}

	/**
	 * Returns what encodes a type of this family.
	 * @param type any type
	 * @return the codec, or {@code null} if the type is none of these
	 */
	static @Nullable ValueCodec<?> of(Class<?> type) {
		return ALL.get(type);
	}

	private static Stream<ValueCodec<?>> all() {
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
