package io.github.comspring.core.ndr.codec;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimitiveSlot}, and for wrappers.
 */
class PrimitiveSlotTests {

	private static final Object[] VALUES = { true, (byte) -2, '\u20AC', (short) -3, 4, -5L, 1.5f, -0.5 };

	@Test
	void primitivesAreFlat() {
		Operation operation = Wire.operation(Numbers.class, "primitives");
		byte[] bytes = Wire.encode(operation, VALUES);
		assertThat(bytes).isEqualTo(
				hex("01 fe ac20 fdff 0000 04000000 00000000 fbffffffffffffff 0000c03f 00000000", "000000000000e0bf"));
		assertThat(Wire.decode(operation, bytes)).containsExactly(VALUES);
	}

	@Test
	void wrappersAreBehindPointers() {
		Operation operation = Wire.operation(Numbers.class, "wrappers");
		byte[] bytes = Wire.encode(operation, VALUES);
		assertThat(bytes).startsWith(hex("00000200 01 000000 04000200 fe 000000 08000200 ac20 0000"));
		assertThat(Wire.decode(operation, bytes)).containsExactly(VALUES);
		Object[] nulls = new Object[VALUES.length];
		assertThat(Wire.decode(operation, Wire.encode(operation, nulls))).containsExactly(nulls);
	}

	@Test
	void extremesComeBack() {
		Operation operation = Wire.operation(Numbers.class, "primitives");
		Object[] extremes = { false, Byte.MIN_VALUE, Character.MAX_VALUE, Short.MIN_VALUE, Integer.MIN_VALUE,
				Long.MIN_VALUE, Float.NaN, Double.MIN_VALUE };
		assertThat(Wire.decode(operation, Wire.encode(operation, extremes))).containsExactly(extremes);
	}

	@Test
	void anyByteButZeroIsTrue() {
		assertThat(PrimitiveSlot.BOOLEAN.read(Wire.reader(hex("80")))).isEqualTo(true);
		assertThat(PrimitiveSlot.BOOLEAN.read(Wire.reader(hex("00")))).isEqualTo(false);
	}

	@ComInterface(Wire.IID)
	interface Numbers {

		void primitives(boolean a, byte b, char c, short d, int e, long f, float g, double h);

		void wrappers(Boolean a, Byte b, Character c, Short d, Integer e, Long f, Float g, Double h);

	}

}
