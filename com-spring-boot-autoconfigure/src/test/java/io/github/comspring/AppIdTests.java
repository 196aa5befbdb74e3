package io.github.comspring;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AppIdTests {

	private static final String TEXT = "{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}";

	@Test
	void sameBitsAreTheSameApplication() {
		assertThat(AppId.of("6f0f2d4e-0001-4bcd-8def-0123456789ab")).isEqualTo(AppId.of(TEXT)).hasToString(TEXT);
		assertThat(new AppId(Guid.NULL)).isLessThan(AppId.of(TEXT));
	}

	@Test
	void otherTextIsRefused() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> AppId.of("desk"))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_CLASSSTRING);
	}

}
