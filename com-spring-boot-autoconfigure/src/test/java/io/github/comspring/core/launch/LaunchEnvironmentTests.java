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
	void applyToWhenOptionsOfThisJvmThenOnlyWhereNamed() {
		Map<String, String> options = Map.of("JAVA_TOOL_OPTIONS", "-Da=b", "JDK_JAVA_OPTIONS", "-Dc=d", "_JAVA_OPTIONS",
				"-De=f");
		this.variables.putAll(options);
		Map<String, String> whole = new HashMap<>(this.variables);
		LaunchEnvironment.WHOLE.applyTo(whole);
		assertThat(whole).hasSize(4).doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
		new LaunchEnvironment(List.of("JAVA_TOOL_*", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"), Map.of())
			.applyTo(this.variables);
		assertThat(this.variables).isEqualTo(options);
	}

	@Test
	void toStringThenNoValues() {
		assertThat(new LaunchEnvironment(List.of("PATH"), Map.of("TOKEN", "secret")).toString()).contains("PATH")
			.contains("TOKEN")
			.doesNotContain("secret");
	}

}
