package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.comspring.autoconfigure.properties.ComProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for environment variables and system properties of a real process.
 */
@Timeout(120)
class VariablesOfProcessTests {

	@TempDir
	private Path directory;

	@Test
	void startWhenVariablesAndSystemPropertiesThenTheyConfigureWhatTheFileDeclares() throws Exception {
		Files.writeString(this.directory.resolve("application.yml"), """
				comspring:
				  classes:
				    "[Hello.Greeter.1]":
				      clsid: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10C01}"
				      in-process-server: greeter.jar
				      context: surrogate
				      application: hello
				    "[Hello.Parrot.1]":
				      clsid: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10C02}"
				      in-process-server: parrot.jar
				      context: surrogate
				  applications:
				    hello: { app-id: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10C03}" }
				""");
		String output = run(
				Map.of("COMSPRING_CLASSES_HELLO_GREETER_1_CONTEXT", "in-process",
						"COMSPRING_APPLICATIONS_HELLO_MAX_MEMORY", "256MB", "COMSPRING_CLASSES_HELLO_GRETER_1_CONTEXT",
						"in-process", "COMSPRING_PORT", "tcp://10.0.0.1:80", "COMSPRING_LAUNCH", "1"),
				"-Dcomspring.classes.hello.parrot.1.context=in-process", "-Dcomspring.unknown=1");
		assertThat(output).contains("Hello.Greeter.1 runs IN_PROCESS")
			.contains("Hello.Parrot.1 runs IN_PROCESS")
			.contains("hello has 268435456B")
			.contains("System Environment Property \"COMSPRING_CLASSES_HELLO_GRETER_1_CONTEXT\"");
	}

	private String run(Map<String, String> variables, String... options) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		builder.command().addAll(List.of(options));
		builder.command()
			.addAll(List.of("-cp", System.getProperty("java.class.path"), Hello.class.getName(),
					"--spring.config.location=file:" + this.directory + "/"));
		builder.environment().putAll(variables);
		Process process = builder.redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
			return output;
		}
		finally {
			process.destroyForcibly();
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Hello {

		public static void main(String[] args) {
			try (ConfigurableApplicationContext context = SpringApplication.run(Hello.class, args)) {
				ComProperties properties = context.getBean(ComProperties.class);
				properties.classes().forEach((name, each) -> System.out.println(name + " runs " + each.context()));
				properties.applications()
					.forEach((name, each) -> System.out.println(name + " has " + each.maxMemory()));
			}
		}

	}

}
