package io.github.comspring.core.activation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LocalMachine}.
 */
@Tag("CX-06")
class LocalMachineTests {

	private final LocalMachine machine = new LocalMachine("desk7.example.org");

	@ParameterizedTest
	@ValueSource(strings = { "desk7", "DESK7", "desk7.example.org", "\\\\desk7", "localhost", "127.0.0.1", "127.8.9.1",
			"::1", "[::1]" })
	void isNamedWhenAnyOfItsNamesThenTrue(String name) {
		assertThat(this.machine.isNamed(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "desk8", "desk", "desk7.elsewhere.org", "192.0.2.1", "2001:db8::1", "999.1.1.1", "", "\\\\" })
	void isNamedWhenAnotherNameThenFalse(String name) {
		assertThat(this.machine.isNamed(name)).isFalse();
	}

	@Test
	void currentThenNamesItself() {
		LocalMachine current = LocalMachine.current();
		assertThat(current.isNamed(current.hostName())).isTrue();
	}

}
