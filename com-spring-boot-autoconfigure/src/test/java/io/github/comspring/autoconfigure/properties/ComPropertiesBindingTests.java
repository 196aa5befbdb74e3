package io.github.comspring.autoconfigure.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.github.comspring.autoconfigure.properties.ComProperties.ClassDeclaration;
import io.github.comspring.autoconfigure.properties.ComProperties.Placement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link ComPropertiesBinding} with applications that read files.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ComPropertiesBindingTests {

	private static final String DECLARED = """
			comspring:
			  classes:
			    "[Hello.Greeter.1]":
			      clsid: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10B01}"
			      in-process-server: greeter.jar
			      context: surrogate
			      application: Hello-World
			  applications:
			    Hello-World:
			      idle-timeout: 10s
			""";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "COMSPRING_CLASSES_HELLO_GREETER_1_CONTEXT", "comspring_classes_hello_greeter_1_context",
			"COMSPRING_CLASSES_HELLOGREETER1_CONTEXT" })
	void variableWhenClassIsDeclaredThenMovesIt(String variable) throws IOException {
		write("application.yml", DECLARED);
		try (ConfigurableApplicationContext context = run(Map.of(variable, "in-process"))) {
			assertThat(greeter(context).context()).isEqualTo(Placement.IN_PROCESS);
			assertThat(greeter(context).inProcessServer()).isEqualTo("greeter.jar");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "INPROCESSSERVER", "IN_PROCESS_SERVER" })
	void variableWhenPropertyHasDashesThenWithAndWithout(String end) throws IOException {
		write("application.yml", DECLARED);
		try (ConfigurableApplicationContext context = run(
				Map.of("COMSPRING_CLASSES_HELLO_GREETER_1_" + end, "other.jar"))) {
			assertThat(greeter(context).inProcessServer()).isEqualTo("other.jar");
		}
	}

	@Test
	void variableWhenKeyIsClassIdThenMovesIt() throws IOException {
		write("application.yml", """
				comspring.classes:
				  "[{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10B01}]": { in-process-server: greeter.jar, context: surrogate }
				""");
		try (ConfigurableApplicationContext context = run(
				Map.of("COMSPRING_CLASSES_3F3DDBD6_5C4D_45A9_8B55_1C54B8B10B01_CONTEXT", "in-process"))) {
			assertThat(context.getBean(ComProperties.class).classes()).hasSize(1)
				.hasEntrySatisfying("{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10B01}",
						(each) -> assertThat(each.context()).isEqualTo(Placement.IN_PROCESS));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "MAX_MEMORY", "MAXMEMORY" })
	void variableWhenApplicationIsDeclaredThenConfiguresIt(String end) throws IOException {
		write("application.yml", DECLARED);
		try (ConfigurableApplicationContext context = run(Map.of("COMSPRING_APPLICATIONS_HELLO_WORLD_" + end, "256MB",
				"COMSPRING_APPLICATIONS_HELLO_WORLD_RECYCLE_AFTER_MAX_CALLS", "7",
				"COMSPRING_APPLICATIONS_HELLO_WORLD_JVM_ARGS", "-Xss1m,-Xint"))) {
			assertThat(context.getBean(ComProperties.class).applications()).hasSize(1)
				.hasEntrySatisfying("Hello-World", (each) -> {
					assertThat(each.maxMemory()).isEqualTo(DataSize.ofMegabytes(256));
					assertThat(each.idleTimeout()).isEqualTo(Duration.ofSeconds(10));
					assertThat(each.recycleAfter().maxCalls()).isEqualTo(7);
					assertThat(each.jvmArgs()).containsExactly("-Xss1m", "-Xint");
				});
		}
	}

	@Test
	void variableWhenNamesDifferInFullStopsAloneThenBothAreMoved() throws IOException {
		write("application.yml", """
				comspring.classes:
				  "[Desk.Printer1]": { clsid: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10B02}" }
				  "[Desk.Printer.1]": { clsid: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10B03}" }
				""");
		try (ConfigurableApplicationContext context = run(
				Map.of("COMSPRING_CLASSES_DESK_PRINTER_1_DESCRIPTION", "of the desk"))) {
			assertThat(context.getBean(ComProperties.class).classes()).hasSize(2)
				.allSatisfy((name, each) -> assertThat(each.description()).isEqualTo("of the desk"));
		}
	}

	@Test
	void variableWhenNameBeginsAnotherThenItsOwnClass() throws IOException {
		write("application.yml", """
				comspring.classes:
				  "[Desk.Printer]": { clsid: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10B02}" }
				  "[Desk.Printer.1]": { clsid: "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10B03}" }
				""");
		try (ConfigurableApplicationContext context = run(Map.of("COMSPRING_CLASSES_DESK_PRINTER_1_DESCRIPTION", "one",
				"COMSPRING_CLASSES_DESK_PRINTER_DESCRIPTION", "any"))) {
			Map<String, ClassDeclaration> classes = context.getBean(ComProperties.class).classes();
			assertThat(classes.get("Desk.Printer").description()).isEqualTo("any");
			assertThat(classes.get("Desk.Printer.1").description()).isEqualTo("one");
		}
	}

	@Test
	void variableWhenNoClassIsDeclaredThenSaysSoAndStarts(CapturedOutput output) throws IOException {
		write("application.yml", DECLARED);
		run(Map.of("COMSPRING_CLASSES_HELLO_GRETER_1_CONTEXT", "in-process", "COMSPRING_PORT", "tcp://10.0.0.1:80",
				"COMSPRING_LAUNCH", "4711", "COMSPRING_CLASSES_SERVICE_HOST", "10.0.0.2", "COMSPRING_CLASES_X", "y"))
			.close();
		assertThat(output)
			.contains("There is no class for System Environment Property "
					+ "\"COMSPRING_CLASSES_HELLO_GRETER_1_CONTEXT\"")
			.contains("did you mean Hello.Greeter.1?")
			.doesNotContain("COMSPRING_CLASSES_SERVICE_HOST");
	}

	@Test
	void profileWhenItSpellsTheClassOtherwiseThenMerged() throws IOException {
		write("application.yml", DECLARED);
		write("application-vm.yml", """
				comspring:
				  classes: { "[hello.GREETER.1]": { context: in-process } }
				  applications: { hello-world: { idle-timeout: 20s } }
				""");
		try (ConfigurableApplicationContext context = run(Map.of(), "--spring.profiles.active=vm")) {
			ComProperties properties = context.getBean(ComProperties.class);
			assertThat(properties.classes()).containsOnlyKeys("Hello.Greeter.1");
			assertThat(greeter(context).context()).isEqualTo(Placement.IN_PROCESS);
			assertThat(properties.applications()).containsOnlyKeys("Hello-World");
			assertThat(properties.applications().get("Hello-World").idleTimeout()).isEqualTo(Duration.ofSeconds(20));
		}
	}

	@ParameterizedTest
	@CsvSource({ "--comspring.classes.hello.greeter.1.context=local-server",
			"--comspring.classes[hello.greeter.1].context=local-server",
			"--comspring.classes[Hello.Greeter.1].context=local-server" })
	void commandLineWhenVariableSaysOtherwiseThenWins(String argument) throws IOException {
		write("application.yml", DECLARED.replace("context: surrogate", "local-server: greeter"));
		try (ConfigurableApplicationContext context = run(
				Map.of("COMSPRING_CLASSES_HELLO_GREETER_1_CONTEXT", "in-process"), argument)) {
			assertThat(greeter(context).context()).isEqualTo(Placement.LOCAL_SERVER);
		}
	}

	@ParameterizedTest
	@CsvSource({ "comspring.clases.x, 1", "comspring.modules.paht, modules", "comspring.security.remote.x, 1",
			"'comspring.classes[Hello.Greeter.1].contxt', surrogate", "comspring.applications.Hello-World.max-mem, 1",
			"comspring.rpc.call-timout, 10s" })
	void fileWhenKeyIsUnknownThenStopsWithItsOrigin(String key, String value, CapturedOutput output)
			throws IOException {
		write("application.yml", DECLARED);
		write("application-typo.properties", "# a comment\n" + key + "=" + value + "\n");
		assertThatThrownBy(() -> run(Map.of(), "--spring.profiles.active=typo"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsIgnoringCase("Property: " + key.toLowerCase(Locale.ROOT))
			.contains("application-typo.properties] - 2:");
	}

	@Test
	void commandLineWhenKeyIsUnknownThenStops(CapturedOutput output) throws IOException {
		write("application.yml", DECLARED);
		assertThatThrownBy(() -> run(Map.of(), "--comspring.modul.path=x"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: comspring.modul.path")
			.contains("commandLineArgs");
	}

	@Test
	void fileWhenAllKeysAreKnownThenStarts() throws IOException {
		write("application.yml", DECLARED);
		run(Map.of(), "--comspring.enabled=true", "--comspring.security.enabled=true",
				"--comspring.security.remote=deny", "--comspring.surrogate.class-archive=false",
				"--comspring.applications.Hello-World.environment.set.LANG=C",
				"--comspring.applications.Hello-World.command-prefix=nice,-n5")
			.close();
	}

	@Test
	void fileWhenNameHasNoBracketsThenLineToWrite(CapturedOutput output) throws IOException {
		write("application.yml", DECLARED.replace("\"[Hello.Greeter.1]\"", "Hello.Greeter.1"));
		assertThatThrownBy(() -> run(Map.of()));
		assertThat(output).contains("The class Hello.Greeter.1 has no brackets")
			.contains("application.yml] - 7:20")
			.contains("In YAML, in quotes too: \"[Hello.Greeter.1]\":");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			comspring.rpc.call-timeout | 10 | 10 milliseconds | 10s
			comspring.applications.hello-world.call-timeout | 20 | 20 milliseconds | 20s
			""")
	void valueWhenSmallAndWithoutUnitThenQuestioned(String key, String value, String meaning, String likely,
			CapturedOutput output) throws IOException {
		write("application.yml", DECLARED);
		run(Map.of(), "--" + key + "=" + value).close();
		assertThat(output).contains(key + " is " + meaning).contains("Write " + likely).contains("commandLineArgs");
	}

	@ParameterizedTest
	@ValueSource(strings = { "10ms", "1000", "0" })
	void valueWhenUnitOrNoDoubtThenNotQuestioned(String value, CapturedOutput output) throws IOException {
		write("application.yml", DECLARED);
		run(Map.of(), "--comspring.shutdown-grace-period=" + value).close();
		assertThat(output).doesNotContain("as it has no unit");
	}

	private static ClassDeclaration greeter(ConfigurableApplicationContext context) {
		Map<String, ClassDeclaration> classes = context.getBean(ComProperties.class).classes();
		assertThat(classes).containsOnlyKeys("Hello.Greeter.1");
		return classes.get("Hello.Greeter.1");
	}

	private void write(String file, String text) throws IOException {
		Files.writeString(this.directory.resolve(file), text);
	}

	private ConfigurableApplicationContext run(Map<String, Object> variables, String... arguments) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		all[0] = "--spring.config.location=file:" + this.directory + "/";
		return new SpringApplicationBuilder(Hello.class).web(WebApplicationType.NONE).environment(environment).run(all);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Hello {

	}

}
