package io.github.comspring;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClsidTests {

	private static final String TEXT = "{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}";

	@Test
	void sameBitsAreTheSameClass() {
		Clsid clsid = Clsid.of("6f0f2d4e-0001-4bcd-8def-0123456789ab");
		assertThat(clsid).isEqualTo(Clsid.of(TEXT)).hasSameHashCodeAs(Clsid.of(TEXT)).hasToString(TEXT);
		assertThat(clsid).isNotEqualTo(new AppId(clsid.guid()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Desk.Rasterizer", "{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}x" })
	@Tag("ID-03")
	void otherTextIsNoClassString(String text) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Clsid.of(text))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_CLASSSTRING);
	}

	@Test
	void orderIsThatOfTheGuids() {
		assertThat(new Clsid(Guid.NULL)).isLessThan(Clsid.of(TEXT));
	}

}
