package sample.web;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a browser gets when a request needs a clerk, in every place where that can be.
 */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
abstract class RequestTests {

	private static final String USER = ProcessHandle.current().info().user().orElseThrow();

	private final WebApplicationType type;

	private RunningApplication application;

	RequestTests(WebApplicationType type) {
		this.type = type;
	}

	@BeforeAll
	void start(@TempDir Path modules) throws IOException {
		this.application = new RunningApplication(this.type, modules, "spring.reactor.context-propagation=auto");
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/reference/Process/crash", "/pointer/Process/crash", "/pointer/Process/loseConnection",
			"/pointer/Server/crash" })
	void getWhenServerFailsThenServerErrorAndOneErrorInTheLog(String path) throws Exception {
		try (LoggedErrors log = new LoggedErrors()) {
			HttpResponse<String> answer = this.application.get(RunningApplication.ANN, path);
			assertThat(answer.statusCode()).isEqualTo(500);
			assertThat(answer.body()).isNotEmpty();
			assertThat(log.atLeast(Level.ERROR)).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "reference/Bean", "pointer/Bean", "reference/Here", "pointer/Here", "reference/Process",
			"pointer/Process", "reference/Server", "pointer/Server" })
	void getWhenActivationIsRefusedThenForbiddenOrAskedWhoOneIs(String place) throws Exception {
		assertRefused(RunningApplication.GUS, "/" + place + "/client", 403);
		assertRefused(null, "/" + place + "/client", 401);
		assertThat(this.application.get(RunningApplication.ANN, "/" + place + "/client").statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenServerRefusesTheCallThenForbidden() throws Exception {
		assertRefused(RunningApplication.TIM, "/pointer/Server/client", 403);
		assertRefused(RunningApplication.ANN, "/pointer/Server/sign", 403);
		assertRefused(RunningApplication.ANN, "/reference/Server/sign", 403);
	}

	@Test
	void getWhenMethodOfServerThrowsAccessDeniedThenForbidden() throws Exception {
		assertRefused(RunningApplication.ANN, "/pointer/Server/loseConnection", 403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bean", "Here", "Process" })
	void getWhenUserIsLostOnTheWayToAnotherThreadThenServerErrorThatSaysSo(String place) throws Exception {
		try (LoggedErrors log = new LoggedErrors()) {
			assertThat(this.application.get(RunningApplication.ANN, "/thread/" + place + "/client").statusCode())
				.isEqualTo(500);
			assertThat(log.atLeast(Level.ERROR)).singleElement()
				.asString()
				.contains("The application itself (" + USER + ") may not activate Web." + place)
				.contains("No user was on its thread");
		}
	}

	@Test
	void getWhenUserIsLostThenServerSeesAProcessThatHasNotLoggedIn() throws Exception {
		assertThat(this.application.get(RunningApplication.ANN, "/thread/Server/client").body())
			.isEqualTo(USER + " false");
	}

	@ParameterizedTest
	@CsvSource({ "pointer, Bean", "executor, Bean", "snapshot, Bean", "pointer, Server", "executor, Server",
			"snapshot, Server" })
	void getWhenUserIsTakenAlongThenServerSeesTheUser(String how, String place) throws Exception {
		assertThat(this.application.get(RunningApplication.ANN, "/" + how + "/" + place + "/client").body())
			.isEqualTo("ann true");
	}

	private void assertRefused(@Nullable String user, String path, int status) throws Exception {
		try (LoggedErrors log = new LoggedErrors()) {
			assertThat(this.application.get(user, path).statusCode()).as(user + " " + path).isEqualTo(status);
			assertThat(log.atLeast(Level.WARN)).hasSizeLessThanOrEqualTo(1);
			assertThat(log.atLeast(Level.ERROR)).isEmpty();
		}
	}

}
