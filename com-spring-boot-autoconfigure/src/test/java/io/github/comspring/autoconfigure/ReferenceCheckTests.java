package io.github.comspring.autoconfigure;

import java.nio.file.Path;

import io.github.comspring.ComClass;
import io.github.comspring.ComInterface;
import io.github.comspring.ComReference;
import io.github.comspring.diagnostics.ComStartupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReferenceCheck}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ReferenceCheckTests {

	private static final String PREFIX = "comspring.classes[Desk.Opener.1].";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withPropertyValues("comspring.registry.machine-directory=target/no-registry");

	@Test
	void referenceWhenNothingRegistersItsClassThenWarnsAndStarts(CapturedOutput output) {
		this.runner.withUserConfiguration(Office.class)
			.withPropertyValues("comspring.classes[Desk.Oppener.1].clsid={6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA01}")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("WARN")
			.contains("field opener of " + Office.class.getName())
			.contains("'Desk.Opener.1' is not registered; did you mean Desk.Oppener.1?");
	}

	@Test
	void referenceWhenClassIdIsUnknownThenWarns(CapturedOutput output) {
		this.runner.withUserConfiguration(OfficeByClassId.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("field opener of " + OfficeByClassId.class.getName())
			.contains("Class {6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA03} is not registered");
	}

	@Test
	void referenceWhenClassIsABeanThenSilent(CapturedOutput output) {
		this.runner.withUserConfiguration(Office.class, Openers.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("cannot be found now");
	}

	@ParameterizedTest
	@ValueSource(strings = { "surrogate", "local-server" })
	void referenceWhenInterfaceCannotReachTheClassThenStopsWithItsOrigin(String context) {
		this.runner.withUserConfiguration(Office.class)
			.withPropertyValues(PREFIX + "clsid={6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA01}",
					PREFIX + "in-process-server=opener.jar", PREFIX + "local-server=opener",
					PREFIX + "context=" + context)
			.run((application) -> assertThat(application).getFailure()
				.isInstanceOf(ComStartupException.class)
				.hasMessageContaining("field opener of " + Office.class.getName())
				.hasMessageContaining("Desk.Opener.1 {6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA01}")
				.hasMessageContaining(
						"(comspring.classes[Desk.Opener.1].context, \"" + PREFIX + "context\" from property")
				.hasMessageContaining("java.nio.file.Path"));
	}

	@Test
	void referenceWhenClassRunsHereThenInterfaceMayHaveAnyType() {
		this.runner.withUserConfiguration(Office.class)
			.withPropertyValues(PREFIX + "clsid={6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA01}",
					PREFIX + "in-process-server=opener.jar", PREFIX + "context=in-process")
			.run((application) -> assertThat(application).hasNotFailed());
	}

	@ComInterface("{6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA02}")
	interface Opener {

		void open(Path path);

	}

	static class Office {

		@ComReference("Desk.Opener.1")
		private Opener opener;

	}

	static class OfficeByClassId {

		@ComReference("{6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA03}")
		private Opener opener;

	}

	@Configuration(proxyBeanMethods = false)
	static class Openers {

		@ComClass(clsid = "{6B1F0C52-93D7-4E0A-8C44-21D5B7F3EA01}", progId = "Desk.Opener.1",
				use = ComClass.Use.IN_PROCESS)
		Opener opener() {
			return (path) -> {
			};
		}

	}

}
