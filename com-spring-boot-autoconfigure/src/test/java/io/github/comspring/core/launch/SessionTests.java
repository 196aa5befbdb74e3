package io.github.comspring.core.launch;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Session} and {@link Privileges} where the programs are missing that
 * they need.
 */
class SessionTests {

	private static final List<String> COMMAND = List.of("server", "--flag");

	@Test
	void applyToWhenProgramIsMissingThenTheCommandItself() {
		assertThat(Session.applyTo(COMMAND, "no-such-setsid")).isSameAs(COMMAND);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void applyToThenProgramIsFoundHereAndNotByTheProcess() {
		assertThat(Session.applyTo(COMMAND, "sh")).hasSize(3).first().asString().startsWith("/").endsWith("/sh");
	}

	@Test
	void noneWhenProgramIsMissingThenNoWords() {
		assertThat(Privileges.none("no-such-setpriv")).isEmpty();
	}

}
