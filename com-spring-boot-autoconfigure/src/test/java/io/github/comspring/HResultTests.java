package io.github.comspring;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HResultTests {

	private static final String PREFIX = "HRESULT_FROM_WIN32(";

	@Test
	void constantsAreExactlyThoseOfTheTable() throws IOException {
		Map<String, String> table = new TreeMap<>();
		try (InputStream in = getClass().getResourceAsStream("hresults.txt")) {
			new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> line.split(" "))
				.forEach((row) -> table.put(row[0], row[0] + " (" + row[1] + ")"));
		}
		Map<String, String> constants = new TreeMap<>();
		constants().forEach((hresult) -> constants.put(hresult.name(), hresult.toString()));
		assertThat(constants).hasSizeGreaterThan(100).isEqualTo(table);
	}

	@Test
	void constantHasTheNameOfItsCode() throws IllegalAccessException {
		for (var field : HResult.class.getFields()) {
			HResult hresult = (HResult) field.get(null);
			assertThat(hresult.name()).isIn(field.getName(), PREFIX + field.getName() + ")");
		}
		assertThat(HResult.RPC_S_SERVER_UNAVAILABLE)
			.hasToString("HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE) (0x800706BA)");
	}

	@ParameterizedTest
	@MethodSource("constants")
	void textIsOneOrTwoSentencesThatSayWhatToDo(HResult hresult) {
		assertThat(hresult.text()).matches("[A-Z].+\\.");
		assertThat(hresult.text().split("\\. ")).hasSizeBetween(1, 2);
	}

	@Test
	void textsAreDifferent() {
		assertThat(constants().stream().map(HResult::text)).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "de", "tr", "ar", "hi-IN-u-nu-deva" })
	void textAndNumberAreTheSameInEachLocale(String tag) {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag(tag));
		try {
			assertThat(HResult.E_NOINTERFACE).hasToString("E_NOINTERFACE (0x80004002)");
			assertThat(HResult.E_NOINTERFACE.text()).startsWith("The object does not support the interface.");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void ofFindsTheConstant() {
		assertThat(HResult.of(0x80040154)).isSameAs(HResult.REGDB_E_CLASSNOTREG);
		assertThat(HResult.of(0)).isSameAs(HResult.S_OK);
	}

	@Test
	void ofKeepsAnUnknownCodeToTheBit() {
		HResult own = HResult.of(0x80040ABC);
		assertThat(own.value()).isEqualTo(0x80040ABC);
		assertThat(own).hasToString("HRESULT (0x80040ABC)").isEqualTo(HResult.of(0x80040ABC));
		assertThat(own).hasSameHashCodeAs(HResult.of(0x80040ABC)).isNotEqualTo(HResult.of(0x80040ABD));
		assertThat(own.text()).isNotEmpty();
	}

	@Test
	void severityBitTellsFailureFromSuccess() {
		assertThat(HResult.S_FALSE.isSuccess()).isTrue();
		assertThat(HResult.CO_S_NOTALLINTERFACES.isSuccess()).isTrue();
		assertThat(HResult.E_FAIL.isSuccess()).isFalse();
	}

	static List<HResult> constants() {
		return Arrays.stream(HResult.class.getFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()))
			.map((field) -> {
				try {
					return (HResult) field.get(null);
				}
				catch (IllegalAccessException ex) {
					throw new AssertionError(ex);
				}
			})
			.toList();
	}

}
