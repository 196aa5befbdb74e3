package io.github.comspring.core.surrogate;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.core.launch.LaunchEnvironment;

/**
 * Where code that was moved out of this process finds its native libraries: where this
 * process does. The JVM takes that from a system property. What loads the libraries that
 * those need takes it from an environment variable, which only who names it passes on, as
 * all that runs in front of the JVM heeds it, too.
 *
 * @param environment the environment variables of the surrogate
 * @param own those of this process
 */
record LibraryPath(LaunchEnvironment environment, Map<String, String> own) {

	private static final String PROPERTY = "java.library.path";

	/** What the system's loader heeds, and where the JVM looks, too. */
	private static final String VARIABLE = variable(System.getProperty("os.name").toLowerCase(Locale.ROOT));

	private static String variable(String system) {
		if (system.startsWith("windows")) {
			return "PATH";
		}
		return system.startsWith("mac") ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
	}

	/**
	 * Returns the options for a surrogate of the same user.
	 * @return options of a JVM
	 */
	List<String> options() {
		List<String> options = new ArrayList<>(withheld());
		String set = this.environment.set().get(VARIABLE);
		String here = absolute(System.getProperty(PROPERTY, ""));
		options.add("-D" + PROPERTY + "=" + ((set != null) ? set + File.pathSeparator : "") + here);
		return options;
	}

	/**
	 * Returns the options for a surrogate of another user, who may not read what this one
	 * does.
	 * @return options of a JVM
	 */
	List<String> withheld() {
		boolean has = !this.own.getOrDefault(VARIABLE, "").isEmpty();
		return (has && !this.environment.has(VARIABLE)) ? List.of("-D" + LibraryRemedy.WITHHELD + "=" + VARIABLE)
				: List.of();
	}

	/**
	 * Makes a path mean the same in another directory.
	 */
	private static String absolute(String path) {
		return Arrays.stream(path.split(File.pathSeparator)).flatMap((each) -> {
			try {
				return Stream.of(Path.of(each).toAbsolutePath().toString());
			}
			catch (InvalidPathException ex) {
				return Stream.empty();
			}
		}).distinct().collect(Collectors.joining(File.pathSeparator));
	}

}
