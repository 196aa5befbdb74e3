package io.github.comspring.core.surrogate;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.launch.LaunchEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LibraryPath}.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class LibraryPathTests {

	private static final Map<String, String> OWN = Map.of("LD_LIBRARY_PATH", "/srv/lib");

	private static final String WITHHELD = "-Dcomspring.surrogate.withheld=LD_LIBRARY_PATH";

	@Test
	void optionsThenPathOfThisProcessWhereverTheSurrogateRuns() {
		String usual = System.setProperty("java.library.path", "lib::/srv/lib");
		try {
			assertThat(path(Map.of(), Map.of()).options()).containsExactly("-Djava.library.path="
					+ Path.of("lib").toAbsolutePath() + ":" + Path.of("").toAbsolutePath() + ":/srv/lib");
		}
		finally {
			System.setProperty("java.library.path", usual);
		}
	}

	@Test
	void optionsWhenVariableIsSetThenItIsSearchedFirst() {
		assertThat(path(Map.of("LD_LIBRARY_PATH", "/opt/desk"), OWN).options()).singleElement()
			.asString()
			.startsWith("-Djava.library.path=/opt/desk" + File.pathSeparator);
	}

	@Test
	void withheldThenTheVariableThatOnlyThisProcessHas() {
		assertThat(path(Map.of(), OWN).withheld()).containsExactly(WITHHELD);
		assertThat(path(Map.of(), OWN).options()).contains(WITHHELD);
		assertThat(path(Map.of(), Map.of("LD_LIBRARY_PATH", "")).withheld()).isEmpty();
		assertThat(new LibraryPath(new LaunchEnvironment(List.of("LD_*"), Map.of()), OWN).withheld()).isEmpty();
		assertThat(new LibraryPath(LaunchEnvironment.WHOLE, OWN).withheld()).isEmpty();
	}

	private static LibraryPath path(Map<String, String> set, Map<String, String> own) {
		return new LibraryPath(new LaunchEnvironment(BuiltInSurrogate.ENVIRONMENT, set), own);
	}

}
