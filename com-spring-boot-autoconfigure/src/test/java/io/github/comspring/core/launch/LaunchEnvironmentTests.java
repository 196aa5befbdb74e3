package io.github.comspring.core.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LaunchEnvironment}.
 */
class LaunchEnvironmentTests {

	private final Map<String, String> variables = new HashMap<>(
			Map.of("PATH", "/bin", "LC_ALL", "C", "LC_TIME", "C", "TOKEN", "secret"));

	@Test
	void applyToWhenNamesThenThoseAloneAndWhatIsSet() {
		new LaunchEnvironment(List.of("PATH", "LC_*", "MISSING"), Map.of("LC_TIME", "de", "DESK", "oak"))
			.applyTo(this.variables);
		assertThat(this.variables).isEqualTo(Map.of("PATH", "/bin", "LC_ALL", "C", "LC_TIME", "de", "DESK", "oak"));
	}

	@Test
	void applyToWhenNoNamesThenNothing() {
		new LaunchEnvironment(List.of(), Map.of()).applyTo(this.variables);
		assertThat(this.variables).isEmpty();
	}

	@Test
	void applyToWhenWholeThenAll() {
		LaunchEnvironment.WHOLE.applyTo(this.variables);
		assertThat(this.variables).hasSize(4);
	}

	@Test
	void toStringThenNoValues() {
		assertThat(new LaunchEnvironment(List.of("PATH"), Map.of("TOKEN", "secret")).toString()).contains("PATH")
			.contains("TOKEN")
			.doesNotContain("secret");
	}

}
