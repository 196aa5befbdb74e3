package io.github.comspring;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IidTests {

	@Test
	@Tag("ID-04")
	void nullTextIsTheNullIid() {
		assertThat(Iid.of((String) null)).isSameAs(Iid.NULL).hasToString("{00000000-0000-0000-0000-000000000000}");
	}

	@Test
	@Tag("ID-04")
	void textInAnyCaseIsAnIid() {
		assertThat(Iid.of("{00000000-0000-0000-c000-000000000046}")).isEqualTo(Iid.UNKNOWN)
			.hasToString("{00000000-0000-0000-C000-000000000046}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Desk.Rasterizer", "00000000-0000-0000-C000-000000000046",
			"{00000000-0000-0000-C000-000000000046}x", "{00000000-0000-0000-C000-00000000004}" })
	@Tag("ID-04")
	void wrongLengthIsAnInvalidArgument(String text) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Iid.of(text))
			.withMessageContaining("'" + text + "' has " + text.length() + " characters")
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{00000000-0000-0000-C000-00000000004G}", "{00000000+0000-0000-C000-000000000046}",
			"(00000000-0000-0000-C000-000000000046)", "Desk.NameOfAClassWithExactly38Characte" })
	@Tag("ID-04")
	void rightLengthAndWrongSyntaxIsNoIid(String text) {
		assertThat(text).hasSize(Guid.TEXT_LENGTH);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Iid.of(text))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_IIDSTRING);
	}

	@Test
	void typeStandsForWhatItsAnnotationSays() {
		assertThat(Iid.of(ClassFactory.class)).hasToString("{00000001-0000-0000-C000-000000000046}");
		assertThat(Iid.of(Unbraced.class)).hasToString("{6F0F2D4E-0000-0000-0000-000000000001}");
		assertThat(Iid.of(Object.class)).isSameAs(Iid.UNKNOWN);
		assertThat(Iid.isDeclaredBy(Object.class)).isTrue();
		assertThat(Iid.isDeclaredBy(Unbraced.class)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { Runnable.class, Derived.class, Annotated.class, String.class })
	void typeWithoutAnIidOfItsOwnIsNoInterface(Class<?> type) {
		assertThat(Iid.isDeclaredBy(type)).isFalse();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Iid.of(type))
			.withMessageContaining(type.getName())
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_NOINTERFACE);
	}

	@Test
	void badAnnotationIsToldEveryTime() {
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> Iid.of(Misspelled.class))
				.withMessageContaining("@ComInterface(\"{6F0F2D4E}\")")
				.extracting(ComException::hresult)
				.isEqualTo(HResult.CO_E_IIDSTRING);
		}
		assertThat(Iid.isDeclaredBy(Misspelled.class)).isFalse();
	}

	@Test
	void orderIsThatOfTheGuids() {
		assertThat(Iid.NULL).isLessThan(Iid.UNKNOWN);
	}

	@ComInterface("6f0f2d4e-0000-0000-0000-000000000001")
	interface Unbraced {

	}

	interface Derived extends Unbraced {

	}

	@ComInterface("6f0f2d4e-0000-0000-0000-000000000002")
	static class Annotated {

	}

	@ComInterface("{6F0F2D4E}")
	interface Misspelled {

	}

}
