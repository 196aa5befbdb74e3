package io.github.comspring.core.launch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LaunchRequest}.
 */
class LaunchRequestTests {

	private static final CoClass DESK = CoClass.of(Clsid.of("{3F0C1A5E-2B4D-4E6F-8A1B-7C9D0E2F4A61}"));

	@Test
	void toStringThenNamesClassAndCommandAndNoSecret() {
		assertThat(request(List.of("desk", "-x"), Map.of("KEY", "hidden"), "tell-nobody").toString())
			.isEqualTo("Launch of " + DESK + " with [desk, -x]");
	}

	@Test
	void createWhenCollectionsChangeLaterThenKeepsItsOwn() {
		List<String> command = new ArrayList<>(List.of("desk"));
		Map<String, String> environment = new HashMap<>(Map.of("KEY", "value"));
		LaunchRequest request = request(command, environment, "secret");
		command.clear();
		environment.clear();
		assertThat(request.command()).containsExactly("desk");
		assertThat(request.confinement().environment().set()).containsExactly(Map.entry("KEY", "value"));
	}

	@Test
	void createWhenCommandIsEmptyThenInvalidArgument() {
		assertInvalid(List.of(), "secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "two\nlines", "a b", "gehe\u00efm", "nul\0" })
	void createWhenSecretIsNoLineThenInvalidArgumentThatHidesIt(String secret) {
		assertInvalid(List.of("desk"), secret);
	}

	@Test
	void createWhenSecretIsTooLongThenInvalidArgument() {
		String longest = "s".repeat(1024);
		assertThat(request(List.of("desk"), Map.of(), longest).secret()).isEqualTo(longest);
		assertInvalid(List.of("desk"), longest + "s");
	}

	private static void assertInvalid(List<String> command, String secret) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> request(command, Map.of(), secret))
			.withMessageContaining(DESK.toString())
			.satisfies((ex) -> {
				assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG);
				if (!secret.isEmpty()) {
					assertThat(ex.getMessage()).doesNotContain(secret);
				}
			});
	}

	private static LaunchRequest request(List<String> command, Map<String, String> environment, String secret) {
		LaunchEnvironment whole = new LaunchEnvironment(null, environment);
		return new LaunchRequest(DESK.toString(), command, new Confinement(whole, null, null), secret);
	}

}
