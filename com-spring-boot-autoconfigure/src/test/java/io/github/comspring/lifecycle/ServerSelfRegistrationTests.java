package io.github.comspring.lifecycle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ComClass;
import io.github.comspring.ComClass.Use;
import io.github.comspring.ComInterface;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerSelfRegistration}, with an application in a process of its own.
 */
@ExtendWith(NoLeftovers.class)
@Tag("SR-03")
class ServerSelfRegistrationTests {

	private static final String CLSID = "{7A1C2D9E-4F0B-4C1B-9A53-6A1E6C0B7D01}";

	@TempDir
	private Path directory;

	@Test
	void startWhenRegServerThenEntriesWrittenAndNothingServes() throws Exception {
		Run run = run(this.directory, "/RegServer");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Registered Test.Clock.1 " + CLSID)
			.doesNotContain("Serving")
			.doesNotContain("Private");
		assertThat(entries()).contains(CLSID)
			.doesNotContain("Test.Private")
			.contains("LocalServer32")
			.contains(Application.class.getName())
			.contains("Test.Clock.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-unregserver", "--unregister-server" })
	void startWhenUnregServerThenEntriesRemoved(String argument) throws Exception {
		run(this.directory, "-RegServer");
		Run run = run(this.directory, argument);
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Unregistered Test.Clock.1").doesNotContain("Serving");
		assertThat(entries()).doesNotContain(CLSID).doesNotContain("Test.Clock");
	}

	@Test
	void startWhenHiveCannotBeWrittenThenExitCodeAndReason() throws Exception {
		Path file = Files.createFile(this.directory.resolve("a-file"));
		Run run = run(file.resolve("below"), "/RegServer");
		assertThat(run.exitCode()).as(run.output()).isOne();
		assertThat(run.output()).contains("SELFREG_E_CLASS").contains("a-file");
	}

	@Test
	void startWhenUnknownSwitchThenServes() throws Exception {
		Run run = run(this.directory, "/Embedding");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Serving").doesNotContain("Registered");
		assertThat(this.directory).isEmptyDirectory();
	}

	private String entries() throws Exception {
		StringBuilder entries = new StringBuilder();
		try (var files = Files.list(this.directory)) {
			for (Path file : files.filter((each) -> each.toString().endsWith(".yaml")).toList()) {
				entries.append(Files.readString(file));
			}
		}
		return entries.toString();
	}

	private static Run run(Path machineDirectory, String argument) throws Exception {
		Process process = new ProcessBuilder(JavaCommand
			.of(List.of("-Dcomspring.registry.machine-directory=" + machineDirectory), Application.class, argument))
			.redirectErrorStream(true)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Run(process.waitFor(), output);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private record Run(int exitCode, String output) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args).close();
		}

		@ComClass(clsid = CLSID, progId = "Test.Clock.1")
		Clock clock() {
			return System::nanoTime;
		}

		@ComClass(clsid = "{7A1C2D9E-4F0B-4C1B-9A53-6A1E6C0B7D03}", progId = "Test.Private.1", use = Use.IN_PROCESS)
		Clock privateClock() {
			return System::nanoTime;
		}

		@Bean
		ApplicationRunner runner() {
			return (args) -> System.out.println("Serving");
		}

	}

	@ComInterface("{7A1C2D9E-4F0B-4C1B-9A53-6A1E6C0B7D02}")
	interface Clock {

		long time();

	}

}
