package io.github.comspring.core.ndr.value;

import java.math.BigDecimal;
import java.math.BigInteger;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NumberCodecs}.
 */
class NumberCodecsTests {

	private final Operation decimal = Wire.operation(Numbers.class, "decimal");

	private final Operation integer = Wire.operation(Numbers.class, "integer");

	@Test
	void numbersAreTwosComplementWithHighestByteFirst() {
		assertThat(Wire.encode(this.integer, BigInteger.valueOf(-256))).isEqualTo(hex("00000200 02000000 ff00"));
		assertThat(Wire.encode(this.decimal, new BigDecimal("2.56"))).isEqualTo(hex("00000200 02000000 02000000 0100"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0.00", "-1", "1E+1000", "1.10", "-123456789012345678901234567890.123456789",
			"1E-2147483647", "9223372036854775807", "-9223372036854775808.5" })
	void decimalComesBackWithItsScale(String text) {
		BigDecimal value = new BigDecimal(text);
		assertThat(Wire.roundTrip(this.decimal, value)).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "128", "-9223372036854775809", "123456789012345678901234567890" })
	void integerComesBack(String text) {
		assertThat(Wire.roundTrip(this.integer, new BigInteger(text))).isEqualTo(new BigInteger(text));
	}

	@Test
	void numberWithoutBytesIsRefused() {
		assertBadStub(() -> Wire.decode(this.integer, hex("00000200 00000000")));
		assertBadStub(() -> Wire.decode(this.decimal, hex("00000200 00000000 00000000")));
		assertBadStub(() -> Wire.decode(this.integer, hex("00000200 ffffff7f 00")));
		assertBadStub(() -> Wire.decode(this.decimal, hex("00000200 ffffff7f 00000000 00")));
	}

	@ComInterface(Wire.IID)
	interface Numbers {

		void decimal(BigDecimal value);

		void integer(BigInteger value);

	}

}
