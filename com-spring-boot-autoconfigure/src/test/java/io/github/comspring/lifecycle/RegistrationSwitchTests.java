package io.github.comspring.lifecycle;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RegistrationSwitch}.
 */
@Tag("SR-03")
class RegistrationSwitchTests {

	@ParameterizedTest
	@ValueSource(strings = { "/RegServer", "-RegServer", "/regserver", "-REGSERVER", "--register-server" })
	void inWhenAnySpellingThenRegister(String argument) {
		assertThat(RegistrationSwitch.in("--spring.profiles.active=x", argument))
			.isEqualTo(RegistrationSwitch.REGISTER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/UnregServer", "-UnregServer", "/UNREGSERVER", "-unregserver", "--unregister-server" })
	void inWhenAnySpellingThenUnregister(String argument) {
		assertThat(RegistrationSwitch.in(argument)).isEqualTo(RegistrationSwitch.UNREGISTER);
	}

	@Test
	void inWhenUnknownThenNone() {
		assertThat(RegistrationSwitch.in()).isNull();
		assertThat(RegistrationSwitch.in("RegServer", "--RegServer", "/Register", "-Embedding")).isNull();
	}

}
