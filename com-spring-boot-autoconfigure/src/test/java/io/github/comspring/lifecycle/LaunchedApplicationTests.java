package io.github.comspring.lifecycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.autoconfigure.security.ComSecurityAutoConfiguration;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications that the service control manager of another one starts: real
 * processes, started as they would be in production.
 */
@ExtendWith(NoLeftovers.class)
class LaunchedApplicationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComSecurityAutoConfiguration.class, ComAutoConfiguration.class));

	private final ApplicationContextRunner declared = this.runner.withPropertyValues(
			"comspring.classes[" + Greeter.PROG_ID + "].clsid=" + Greeter.CLSID,
			"comspring.classes[" + Greeter.PROG_ID + "].local-server=" + String.join(" ", command()));

	@AfterEach
	void logout() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void createInstanceThenOtherProcessWorksInTheNameOfTheClient() {
		this.declared.run((context) -> {
			login("ann", "ROLE_CLERK");
			try (ComPointer<Greeter> greeter = create(context)) {
				long pid = greeter.get().pid();
				assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
				assertThat(context.getBean(ServiceControlManager.class).servers()).extracting(ServerDescription::pid)
					.containsExactly(pid);
				assertThat(greeter.get().greet("Bob")).isEqualTo("Hello Bob");
				assertThat(greeter.get().client()).isEqualTo("ann [ROLE_CLERK]");
				login("bob");
				assertThat(greeter.get().client()).isEqualTo("bob []");
				SecurityContextHolder.clearContext();
				assertThat(greeter.get().client()).contains("LOCAL_PROCESS");
			}
		});
	}

	/**
	 * Ends servers that nobody needs at once: by their command line, or by their
	 * application, which otherwise lets them go on.
	 */
	@ParameterizedTest
	@CsvSource({ "--comspring.server.idle-timeout=0s,1d", "--some=argument,0s" })
	void closeWhenLastClientThenServerEndsAndNextClientGetsAnotherOne(String argument, String ofApplication) {
		this.declared
			.withPropertyValues(
					"comspring.classes[" + Greeter.PROG_ID + "].local-server=" + String.join(" ", command(argument)),
					"comspring.classes[" + Greeter.PROG_ID + "].application=desk",
					"comspring.applications.desk.app-id=" + Greeter.CLSID,
					"comspring.applications.desk.idle-timeout=" + ofApplication)
			.run((context) -> {
				long first = pidOfOneUse(context);
				await().atMost(Duration.ofMinutes(1))
					.until(() -> ProcessHandle.of(first).filter(ProcessHandle::isAlive).isEmpty());
				assertThat(pidOfOneUse(context)).isNotEqualTo(first);
			});
	}

	@Test
	@Tag("SR-03")
	void registerServerThenServiceControlManagerStartsItUntilItIsUnregistered(@TempDir Path directory)
			throws Exception {
		String registry = "--comspring.registry.machine-directory=" + directory;
		run(command(registry, "--register-server"));
		ApplicationContextRunner client = this.runner.withPropertyValues(registry.substring(2),
				"comspring.registry.refresh-interval=0s");
		client.run((context) -> assertThat(pidOfOneUse(context)).isNotEqualTo(ProcessHandle.current().pid()));
		run(command(registry, "--unregister-server"));
		client.run((context) -> assertThatExceptionOfType(ComException.class).isThrownBy(() -> create(context))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CLASSSTRING)));
	}

	private static long pidOfOneUse(ApplicationContext context) {
		try (ComPointer<Greeter> greeter = create(context)) {
			return greeter.get().pid();
		}
	}

	private static ComPointer<Greeter> create(ApplicationContext context) {
		return context.getBean(Activator.class).createInstance(Greeter.PROG_ID, Greeter.class);
	}

	private static void login(String name, String... authorities) {
		SecurityContextHolder
			.setContext(new SecurityContextImpl(new TestingAuthenticationToken(name, "secret", authorities)));
	}

	private static List<String> command(String... arguments) {
		return JavaCommand.of(GreeterApplication.class, arguments);
	}

	private static void run(List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
			assertThat(output).contains(Greeter.PROG_ID);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
