package sample.web;

import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests in WebFlux, where Reactor does not propagate its context.
 */
@Timeout(300)
class WebFluxWithoutPropagationTests {

	@Test
	void getThenRefusalSaysWhyTheUserIsNotThere(@TempDir Path modules) throws Exception {
		try (RunningApplication application = new RunningApplication(WebApplicationType.REACTIVE, modules);
				LoggedErrors log = new LoggedErrors()) {
			assertThat(application.get(RunningApplication.ANN, "/pointer/Bean/client").statusCode()).isEqualTo(500);
			assertThat(log.atLeast(Level.ERROR)).singleElement()
				.asString()
				.contains("spring.reactor.context-propagation is not set to auto");
			assertThat(application.get(RunningApplication.ANN, "/pointer/Server/client").body()).endsWith(" false");
		}
	}

}
