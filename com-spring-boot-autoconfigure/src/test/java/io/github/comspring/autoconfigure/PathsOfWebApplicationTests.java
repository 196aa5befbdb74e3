package io.github.comspring.autoconfigure;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.registry.SurrogateJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.mock.web.MockServletContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for paths in a web application, whose own resources must not be taken for them,
 * nor those of the class path.
 */
@Timeout(60)
class PathsOfWebApplicationTests {

	private static final String APP_ID = "{DCE2B0C6-2F2D-4A20-A6A2-32D2E3E8B012}";

	@TempDir
	private Path documents;

	@Test
	void pathWhenRelativeThenToTheWorkingDirectory() throws Exception {
		for (String name : new String[] { "modules", "machine", "user", "crashes", "work" }) {
			Files.createDirectory(this.documents.resolve(name));
		}
		for (String name : new String[] { "machine", "user" }) {
			Files.writeString(this.documents.resolve(name).resolve("trap.yaml"), "Trap: {}\n");
		}
		try (URLClassLoader classLoader = new URLClassLoader(new URL[] { this.documents.toUri().toURL() },
				getClass().getClassLoader())) {
			runner().withClassLoader(classLoader)
				.withPropertyValues("comspring.modules.path=modules,../other",
						"comspring.registry.machine-directory=machine", "comspring.registry.user-directory=./user",
						"comspring.applications.desk.app-id=" + APP_ID,
						"comspring.applications.desk.crash-directory=crashes",
						"comspring.applications.desk.working-directory=../work")
				.run(PathsOfWebApplicationTests::assertRelativeToTheWorkingDirectory);
		}
	}

	private static void assertRelativeToTheWorkingDirectory(AssertableWebApplicationContext context) {
		Path here = Path.of("").toAbsolutePath();
		assertThat(context).hasNotFailed();
		assertThat(context.getBean(SearchPath.class).directories()).containsExactly(here.resolve("modules"),
				here.resolveSibling("other"));
		assertThat(context.getBean("comMachineHive", Hive.class).root().keys()).isEmpty();
		assertThat(context.getBean("comUserHive", Hive.class).root().keys()).isEmpty();
		assertThat(text(context, SurrogateJvm.CRASH_DIRECTORY)).isEqualTo(here.resolve("crashes").toString());
		assertThat(text(context, ApplicationConfinement.WORKING_DIRECTORY))
			.isEqualTo(here.resolveSibling("work").toString());
	}

	@Test
	void workingDirectoryWhenWordThenNoPath() {
		runner()
			.withPropertyValues("comspring.applications.desk.app-id=" + APP_ID,
					"comspring.applications.desk.working-directory=none")
			.run((context) -> assertThat(text(context, ApplicationConfinement.WORKING_DIRECTORY)).isEqualTo("none"));
	}

	@Test
	void pathWhenNoneThenPropertyIsNamed() {
		runner().withPropertyValues("comspring.modules.path=a\0b")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidComPropertyException.class)
				.hasMessageContaining("comspring.modules.path"));
	}

	private static String text(AssertableWebApplicationContext context, String value) {
		RegistryKey root = context.getBean("comApplicationHive", Hive.class).root();
		return ((Sz) root.value("AppID\\" + APP_ID, value)).text();
	}

	private WebApplicationContextRunner runner() {
		return new WebApplicationContextRunner(() -> {
			AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext();
			context.setServletContext(new MockServletContext("file:" + this.documents));
			return context;
		}).withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class));
	}

}
