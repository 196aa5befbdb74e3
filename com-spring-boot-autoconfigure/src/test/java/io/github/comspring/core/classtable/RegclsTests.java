package io.github.comspring.core.classtable;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RegclsTests {

	@Test
	@Tag("CT-21")
	void undefinedBitsAreRefused() {
		for (int number = 5; number < 32; number++) {
			assertRefused(1 << number);
			assertRefused(Regcls.MULTIPLEUSE.bits() | 1 << number);
		}
	}

	@Test
	@Tag("CT-21")
	@Tag("CT-20")
	void exactlyTheContradictionsAmongDefinedBitsAreRefused() {
		for (int bits = 0; bits < 0x20; bits++) {
			boolean multipleUse = (bits & 1) != 0;
			if (multipleUse && (bits & (2 | 8)) != 0) {
				assertRefused(bits);
			}
			else {
				assertThat(new Regcls(bits).bits()).isEqualTo(bits);
			}
		}
	}

	@Test
	@Tag("CT-20")
	void surrogateIsNotJoinedWithMultipleUse() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> Regcls.SURROGATE.or(Regcls.SUSPENDED).or(Regcls.MULTIPLEUSE))
			.withMessageContaining("0xd")
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4, 0x10, 0x14 })
	void noUseAtAllIsSingleUse(int bits) {
		assertThat(new Regcls(bits).isSingleUse()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 8, 5, 6, 0xc, 0x1a })
	void otherUsesAreNotSingle(int bits) {
		assertThat(new Regcls(bits).isSingleUse()).isFalse();
	}

	@Test
	void hasTellsFlagsApart() {
		Regcls flags = Regcls.MULTI_SEPARATE.or(Regcls.SUSPENDED);
		assertThat(flags.has(Regcls.SUSPENDED)).isTrue();
		assertThat(flags.has(Regcls.MULTI_SEPARATE)).isTrue();
		assertThat(flags.has(flags)).isTrue();
		assertThat(flags.has(Regcls.MULTIPLEUSE)).isFalse();
		assertThat(flags.has(Regcls.AGILE.or(Regcls.SUSPENDED))).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "0, SINGLEUSE", "4, SINGLEUSE|SUSPENDED", "1, MULTIPLEUSE", "6, MULTI_SEPARATE|SUSPENDED",
			"24, SURROGATE|AGILE" })
	void isNamedByItsFlags(int bits, String expected) {
		assertThat(new Regcls(bits)).hasToString(expected);
	}

	private static void assertRefused(int bits) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> new Regcls(bits))
			.withMessageContaining("0x" + Integer.toHexString(bits))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

}
