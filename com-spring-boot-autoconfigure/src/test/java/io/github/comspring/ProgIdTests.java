package io.github.comspring;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProgIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "Desk", "Desk.Rasterizer", "Desk.Rasterizer.1", "d", "D2",
			"Desk.AVeryLongNameThatHasExactly39Chara" })
	@Tag("ID-08")
	void lettersDigitsAndFullStopsAreAProgId(String text) {
		assertThat(ProgId.isValid(text)).isTrue();
		assertThat(new ProgId(text)).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1Desk", ".Desk", "Desk Rasterizer", "Desk-Rasterizer", "Desk_Rasterizer", "Desk\\Key",
			"{6F0F2D4E}", "Büro", "Desk\n", "Desk.AVeryLongNameThatHasExactly40Charac" })
	@Tag("ID-08")
	void anythingElseIsRefused(String text) {
		assertThat(ProgId.isValid(text)).isFalse();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> new ProgId(text))
			.withMessageContaining("'" + text + "' is not a ProgID")
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

	@Test
	@Tag("ID-08")
	void anyPunctuationButFullStopsIsRefused() {
		for (char punctuation = 0x20; punctuation < 0x7f; punctuation++) {
			boolean allowed = Character.isLetterOrDigit(punctuation) || punctuation == '.';
			assertThat(ProgId.isValid("Desk" + punctuation + "Rasterizer")).as("'%s'", punctuation).isEqualTo(allowed);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Desk.Rasterizer.1, Desk.Rasterizer", "Desk.Rasterizer.12, Desk.Rasterizer",
			"Desk.Rasterizer, Desk.Rasterizer", "Desk.R2, Desk.R2", "Desk.1.2, Desk.1", "D1, D1" })
	void withoutVersionDropsTheLastNumber(ProgId progId, String expected) {
		assertThat(progId.withoutVersion()).hasToString(expected);
	}

	@Test
	void caseDoesNotCount() {
		ProgId upper = new ProgId("DESK.TITLE.1");
		ProgId lower = new ProgId("desk.title.1");
		assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower).isEqualByComparingTo(lower);
		assertThat(upper).isNotEqualTo(new ProgId("desk.title.2")).isLessThan(new ProgId("desk.title.2"));
	}

}
