package io.github.comspring.core.scm.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LaunchCommand}.
 */
class LaunchCommandTests {

	private static final Endpoint SCM = new UnixEndpoint(Path.of("/run/scm.sock"));

	private static final String ENDPOINT = "--comspring.scm.endpoint=unix:/run/scm.sock";

	private static final String IDLE = "--comspring.server.idle-timeout=PT1M30S";

	@Test
	@Tag("LS-02")
	void wordsThenEmbeddingIsLast() {
		assertThat(new LaunchCommand(new LocalServer("server -x", null), null, false).words(SCM))
			.containsExactly("server", "-x", ENDPOINT, "-Embedding");
	}

	@Test
	@Tag("LS-02")
	void wordsWhenHostedThenClientOfTheNextHostToo() {
		assertThat(new LaunchCommand(new LocalServer("server", null), null, true).words(SCM)).containsExactly("server",
				ENDPOINT, "--comspring.scm.mode=client", "-Embedding");
	}

	@Test
	void wordsWhenApplicationHasIdleTimeoutThenArgument() {
		assertThat(words("server")).containsExactly("server", IDLE, ENDPOINT, "-Embedding");
		assertThat(words("server --comspring.server.idle-timeouts=1s --x=comspring.server.idle-timeout=1s"))
			.contains(IDLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "server --comspring.server.idle-timeout=5s", "server --comspring.server.idleTimeout=5s",
			"java -Dcomspring.server.idle-timeout=5s -jar server.jar" })
	void wordsWhenCommandLineHasIdleTimeoutThenThatOne(String commandLine) {
		assertThat(words(commandLine)).doesNotContain(IDLE).endsWith(ENDPOINT, "-Embedding");
	}

	private static List<String> words(String commandLine) {
		return new LaunchCommand(new LocalServer(commandLine, null), Duration.ofSeconds(90), false).words(SCM);
	}

}
