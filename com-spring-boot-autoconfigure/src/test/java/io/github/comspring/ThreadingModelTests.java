package io.github.comspring;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ThreadingModelTests {

	@ParameterizedTest
	@EnumSource
	void textParsesBackInAnyCase(ThreadingModel model) {
		String text = model.text();
		assertThat(ThreadingModel.of(text)).isSameAs(model);
		if (text != null) {
			assertThat(ThreadingModel.of(text.toLowerCase(Locale.ROOT))).isSameAs(model);
			assertThat(ThreadingModel.of(text.toUpperCase(Locale.ROOT))).isSameAs(model);
		}
	}

	@ParameterizedTest
	@NullAndEmptySource
	void noTextIsTheMainModel(String text) {
		assertThat(ThreadingModel.of(text)).isSameAs(ThreadingModel.MAIN);
		assertThat(ThreadingModel.MAIN.text()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Main", "Fre", "Apartment ", "Single", "1" })
	void otherTextIsRefused(String text) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> ThreadingModel.of(text))
			.withMessageContaining("'" + text + "'")
			.extracting(ComException::hresult)
			.isEqualTo(HResult.REGDB_E_BADTHREADINGMODEL);
	}

	@Test
	void textIsReadAlikeInEachLocale() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("lt"));
		try {
			assertThat(ThreadingModel.of("NEUTRAL")).isSameAs(ThreadingModel.NEUTRAL);
		}
		finally {
			Locale.setDefault(before);
		}
	}

}
