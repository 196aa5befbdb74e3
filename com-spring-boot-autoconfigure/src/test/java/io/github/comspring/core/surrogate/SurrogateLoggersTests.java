package io.github.comspring.core.surrogate;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ListResourceBundle;
import java.util.ServiceLoader;

import io.github.comspring.core.surrogate.SurrogateLoggers.Lines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SurrogateLoggers}.
 */
class SurrogateLoggersTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final Lines logger = new Lines("test", Level.INFO, new PrintStream(this.out, true, StandardCharsets.UTF_8));

	@Test
	void logThenOneLineWithLevelAndName() {
		this.logger.log(Level.WARNING, "Was {0}");
		assertThat(this.out.toString(StandardCharsets.UTF_8))
			.isEqualTo("WARNING test: Was {0}" + System.lineSeparator());
	}

	@Test
	void logWhenParametersThenFormatted() {
		this.logger.log(Level.INFO, "{0} of {1}", "one", "two");
		assertThat(this.out.toString(StandardCharsets.UTF_8)).startsWith("INFO test: one of two");
	}

	@Test
	void logWhenThrownThenStackTrace() {
		this.logger.log(Level.ERROR, "Failed", new IllegalStateException("why"));
		assertThat(this.out.toString(StandardCharsets.UTF_8)).startsWith("ERROR test: Failed")
			.contains("IllegalStateException: why", "at " + getClass().getName());
	}

	@Test
	void logWhenLevelIsLowerThenNothing() {
		this.logger.log(Level.DEBUG, "Not this");
		this.logger.log(Level.DEBUG, () -> "nor this");
		assertThat(this.logger.isLoggable(Level.OFF)).isFalse();
		assertThat(this.out.size()).isZero();
	}

	@Test
	void logWhenBundleHasTheMessageThenItsText() {
		ListResourceBundle bundle = new ListResourceBundle() {

			@Override
			protected Object[][] getContents() {
				return new Object[][] { { "key", "Text of {0}" } };
			}

		};
		this.logger.log(Level.INFO, bundle, "key", "it");
		this.logger.log(Level.INFO, bundle, "other", (Throwable) null);
		assertThat(this.out.toString(StandardCharsets.UTF_8).lines()).containsExactly("INFO test: Text of it",
				"INFO test: other");
	}

	@Test
	void runtimeJarNamesThemAsTheLoggersOfItsProcess(@TempDir Path cache) throws Exception {
		Path jar = new RuntimeJar(new RuntimeCache(cache))
			.of(RuntimeJar.class.getProtectionDomain().getCodeSource().getLocation());
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertThat(ServiceLoader.load(System.LoggerFinder.class, loader).stream())
				.map((provider) -> provider.type().getName())
				.contains(SurrogateLoggers.class.getName());
		}
	}

}
