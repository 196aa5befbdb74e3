package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for properties that contradict each other, the registry or a jar, with
 * applications that fail to start or warn as they do.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ContradictionTests {

	private static final String CLSID = "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10D01}";

	private static final String OTHER = "{3F3DDBD6-5C4D-45A9-8B55-1C54B8B10D02}";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			surrogate | needs in-process-server | Set comspring.classes[Hello.Greeter.1].in-process-server
			local-server | needs local-server | Set comspring.classes[Hello.Greeter.1].local-server
			remote | asks for another machine | Use surrogate or local-server
			""")
	void contextWhenNothingCanRunThereThenStopsWithItsOrigin(String context, String problem, String remedy,
			CapturedOutput output) throws IOException {
		declare("context: " + context);
		assertThatThrownBy(this::start);
		assertThat(output).contains("The property comspring.classes[Hello.Greeter.1].context " + problem)
			.contains("Value: \"" + context + "\"")
			.contains("application.yml] - 4:14")
			.contains("- " + remedy);
	}

	@ParameterizedTest
	@CsvSource({ "surrogate, InprocServer32, greeter.jar", "local-server, LocalServer32, greeter" })
	void contextWhenRegistryHasTheServerThenStarts(String context, String key, String server) throws IOException {
		Path registry = Files.createDirectory(this.directory.resolve("registry.d"));
		Files.writeString(registry.resolve("greeter.yaml"),
				"CLSID:\n  '" + CLSID + "':\n    " + key + ":\n      (default): " + server + "\n");
		declare("context: " + context);
		start("--comspring.registry.machine-directory=" + registry);
	}

	@Test
	void contextWhenAHostMayHaveTheServerThenStarts() throws IOException {
		declare("context: local-server");
		start("--comspring.scm.mode=client", "--comspring.scm.endpoint=unix:" + this.directory.resolve("scm.sock"));
	}

	@Test
	void contextWhenNoneThenDefaultIsSaid(CapturedOutput output) throws IOException {
		declare("in-process-server: greeter.jar");
		start();
		assertThat(output).contains("WARN")
			.contains("Class Hello.Greeter.1 " + CLSID + " (")
			.contains("application.yml] - 4:24")
			.contains("runs in this process")
			.contains("Set comspring.classes[Hello.Greeter.1].context to surrogate");
	}

	@Test
	void contextWhenSaidThenNothingIsSaid(CapturedOutput output) throws IOException {
		declare("in-process-server: greeter.jar", "context: in-process");
		start();
		assertThat(output).doesNotContain("runs in this process");
	}

	@Test
	void jarWhenItListsAnotherClassIdThenStopsAndNamesBoth(CapturedOutput output) throws IOException {
		Path jar = jar("Com-Classes", "Hello.Greeter.1 " + OTHER);
		declare("in-process-server: ../" + this.directory.getFileName() + "/greeter.jar", "context: surrogate");
		assertThatThrownBy(() -> start("--comspring.modules.path=" + this.directory));
		assertThat(output).contains("The property comspring.classes[Hello.Greeter.1].clsid contradicts the jar " + jar)
			.contains("Hello.Greeter.1 as " + OTHER)
			.contains("Value: \"" + CLSID + "\"")
			.contains("application.yml] - 3:12")
			.contains("- Set it to " + OTHER);
	}

	@Test
	void jarWhenItsClassPathNamesWhatIsMissingThenWarns(CapturedOutput output) throws IOException {
		jar("Class-Path", "lib/there.jar lib/missing.jar");
		Files.createDirectory(this.directory.resolve("lib"));
		Files.createFile(this.directory.resolve("lib/there.jar"));
		declare("in-process-server: greeter.jar", "context: surrogate");
		start("--comspring.modules.path=" + this.directory);
		assertThat(output).contains("may fail: its jar " + this.directory.resolve("greeter.jar"))
			.contains("[lib/missing.jar]")
			.contains("application.yml] - 4:24");
	}

	@Test
	void jarWhenMissingThenPlacesWithoutDots(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), """
				comspring.classes:
				  "[Hello.Greeter.1]": { in-process-server: greeter.jar, context: surrogate }
				""");
		assertThatThrownBy(() -> start("--comspring.modules.path=../modules"));
		assertThat(output).contains("There is no jar greeter.jar; looked for")
			.contains("application.yml] - 2:")
			.doesNotContain("../");
	}

	private void declare(String... lines) throws IOException {
		Files.writeString(this.directory.resolve("application.yml"),
				"comspring.classes:\n  \"[Hello.Greeter.1]\":\n    clsid: \"" + CLSID + "\"\n    "
						+ String.join("\n    ", lines) + "\n");
	}

	private Path jar(String attribute, String value) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().putValue(attribute, value);
		Path jar = this.directory.resolve("greeter.jar");
		new JarOutputStream(Files.newOutputStream(jar), manifest).close();
		return jar.toRealPath();
	}

	private void start(String... arguments) {
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		all[0] = "--spring.config.location=file:" + this.directory + "/";
		new SpringApplicationBuilder(Hello.class).web(WebApplicationType.NONE).run(all).close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Hello {

	}

}
