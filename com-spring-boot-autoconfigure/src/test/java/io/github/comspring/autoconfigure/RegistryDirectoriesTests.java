package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The registry of an application whose hives are directories of files.
 */
class RegistryDirectoriesTests {

	private final Clsid clsid = new Clsid(Guid.random());

	@TempDir
	Path directory;

	private Path machine;

	private Path user;

	private ApplicationContextRunner runner;

	@BeforeEach
	void directories() throws IOException {
		this.machine = Files.createDirectory(this.directory.resolve("machine"));
		this.user = Files.createDirectory(this.directory.resolve("user"));
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues("comspring.registry.machine-directory=" + this.machine,
					"comspring.registry.user-directory=" + this.user, "comspring.registry.refresh-interval=0s",
					"comspring.modules.path=" + this.directory);
	}

	@Test
	@Tag("RG-01")
	void valuesOfAllTypesAreReadUnderNamesOfAnyCase() {
		write(this.machine, """
				clsid:
				  "%s":
				    (default): A probe
				    INPROCSERVER32: { (default): !expand "probe.jar", threadingmodel: both }
				    Number: 7
				    Bytes: !!binary AAH/
				    Texts: [one, two]
				""");
		jar("probe.jar", "1");
		this.runner.run((context) -> {
			assertThat(version(context)).isEqualTo("1");
			ComRegistry registry = context.getBean(ComRegistry.class);
			assertThat(registry.root().value("CLSID\\" + this.clsid, "NUMBER")).isEqualTo(new RegistryValue.Dword(7));
			assertThat(registry.key("Clsid\\" + this.clsid + "\\InProcServer32").values())
				.containsKey("ThreadingModel");
		});
	}

	@Test
	@Tag("RG-01")
	void valueOfAnotherTypeThanItShouldBeIsReadError() {
		write(this.machine, """
				CLSID:
				  "%s":
				    InprocServer32: { (default): !!binary AAH/ }
				""");
		this.runner.run((context) -> assertThatExceptionOfType(ComException.class).isThrownBy(() -> version(context))
			.withMessageContaining("InprocServer32")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_READREGDB)));
	}

	@Test
	@Tag("RG-02")
	void classOfBothHivesIsTheUsersUntilItIsDeleted() throws IOException {
		write(this.machine, server("machine.jar"));
		Path users = write(this.user, server("user.jar"));
		jar("machine.jar", "of the machine");
		jar("user.jar", "of the user");
		this.runner.run((context) -> {
			assertThat(version(context)).isEqualTo("of the user");
			Files.delete(users);
			assertThat(version(context)).isEqualTo("of the machine");
		});
	}

	@Test
	@Tag("RG-02")
	void writeGoesToTheMachineUnlessTheUserHasTheClass() {
		this.runner.run((context) -> {
			ComRegistry registry = context.getBean(ComRegistry.class);
			registry.setValue("CLSID\\" + this.clsid, null, new RegistryValue.Sz("first"));
			assertThat(files(this.machine)).contains("first");
			write(this.user, server("user.jar"));
			registry.setValue("CLSID\\" + this.clsid, null, new RegistryValue.Sz("second"));
			assertThat(files(this.user)).contains("second");
			assertThat(files(this.machine)).contains("first").doesNotContain("second");
			registry.removeKey("CLSID\\" + this.clsid);
			assertThat(registry.registration(this.clsid).inprocServer()).isNull();
			assertThat(registry.key("CLSID\\" + this.clsid).value(null)).isEqualTo(new RegistryValue.Sz("first"));
		});
	}

	private static String server(String jar) {
		return """
				CLSID:
				  "%%s":
				    InprocServer32: { (default): %s, ThreadingModel: Both }
				""".formatted(jar);
	}

	private Path write(Path hive, String yaml) {
		try {
			return Files.writeString(hive.resolve("probe.yaml"), yaml.formatted(this.clsid));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void jar(String name, String version) {
		ProbeModule.jar(this.clsid, version).writeTo(this.directory.resolve(name));
	}

	private String version(AssertableApplicationContext context) {
		try (ComPointer<Probe> pointer = context.getBean(Activator.class).createInstance(this.clsid, Probe.class)) {
			return pointer.get().reply("").text().trim();
		}
	}

	private static String files(Path hive) throws IOException {
		StringBuilder all = new StringBuilder();
		try (var files = Files.list(hive)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				all.append(Files.readString(file));
			}
		}
		return all.toString();
	}

}
