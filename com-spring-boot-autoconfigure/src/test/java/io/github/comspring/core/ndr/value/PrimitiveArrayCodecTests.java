package io.github.comspring.core.ndr.value;

import java.util.List;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimitiveArrayCodec}.
 */
class PrimitiveArrayCodecTests {

	@Test
	void elementsAreAlignedToTheirSize() {
		assertThat(Wire.encode(operation(byte[].class), new byte[] { 1, 2 })).isEqualTo(hex("00000200 02000000 0102"));
		assertThat(Wire.encode(operation(boolean[].class), new boolean[] { true, false }))
			.isEqualTo(hex("00000200 02000000 0100"));
		assertThat(Wire.encode(operation(char[].class), "A\u20AC".toCharArray()))
			.isEqualTo(hex("00000200 02000000 4100 ac20"));
		assertThat(Wire.encode(operation(int[].class), new int[] { 1, -1 }))
			.isEqualTo(hex("00000200 02000000 01000000 ffffffff"));
		assertThat(Wire.encode(Wire.operation(Arrays.class, "shifted"), 5, new double[] { 1.0 }))
			.isEqualTo(hex("05000000 00000200 01000000 00000000 000000000000f03f"));
		assertThat(Wire.encode(Wire.operation(Arrays.class, "shifted"), 5, new double[0]))
			.isEqualTo(hex("05000000 00000200 00000000"));
	}

	@ParameterizedTest
	@MethodSource("arrays")
	void arrayComesBack(Object array) {
		assertThat(Wire.roundTrip(operation(array.getClass()), array)).isEqualTo(array);
	}

	@ParameterizedTest
	@MethodSource("arrays")
	void countWithoutBytesIsRefused(Object array) {
		Operation operation = operation(array.getClass());
		assertBadStub(() -> Wire.decode(operation, hex("00000200 ffffff7f 00000000")));
		assertBadStub(() -> Wire.decode(operation, hex("00000200 ffffffff 00000000")));
	}

	@Test
	void paddingBeforeElementsNeedsBytesToo() {
		assertBadStub(() -> Wire.decode(Wire.operation(Arrays.class, "shifted"),
				hex("05000000 00000200 01000000 00000000 00000000")));
	}

	@Test
	void anyByteButZeroIsTrue() {
		assertThat(Wire.decode(operation(boolean[].class), hex("00000200 03000000 0200ff")))
			.containsExactly((Object) new boolean[] { true, false, true });
	}

	static List<Object> arrays() {
		return List.of(new boolean[] { true, false, true }, new byte[] { 1, -128, 127 }, new char[] { 0, '\uFFFF' },
				new short[] { 1, Short.MIN_VALUE }, new int[] { 1, Integer.MIN_VALUE },
				new long[] { 1, Long.MIN_VALUE }, new float[] { 1.5f, Float.NaN },
				new double[] { 1.5, Double.NEGATIVE_INFINITY, -0.0 }, new int[0], new byte[70_000]);
	}

	private static Operation operation(Class<?> type) {
		return Wire.operation(Arrays.class, type.getComponentType().getName() + "s");
	}

	@ComInterface(Wire.IID)
	interface Arrays {

		void booleans(boolean[] array);

		void bytes(byte[] array);

		void chars(char[] array);

		void shorts(short[] array);

		void ints(int[] array);

		void longs(long[] array);

		void floats(float[] array);

		void doubles(double[] array);

		void shifted(int first, double[] array);

	}

}
