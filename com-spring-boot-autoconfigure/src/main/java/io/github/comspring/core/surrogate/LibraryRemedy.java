package io.github.comspring.core.surrogate;

import io.github.comspring.Guid;
import org.jspecify.annotations.Nullable;

/**
 * Says what to set when code of a module does not find a native library that it may well
 * find in the application.
 */
final class LibraryRemedy extends CallRemedy {

	/**
	 * The system property with the environment variable that the application has for the
	 * sake of libraries, and this process does not.
	 */
	static final String WITHHELD = "comspring.surrogate.withheld";

	private static final Guid ID = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A06}");

	private static final String ERROR = UnsatisfiedLinkError.class.getName();

	@Override
	public Guid id() {
		return ID;
	}

	/**
	 * Finds the error by its text, as only that is left of one in a static initialiser.
	 */
	@Override
	@Nullable String remedy(String text) {
		if (!text.contains(ERROR)) {
			return null;
		}
		return text.contains("already loaded in another classloader")
				? "A process loads a library for one jar alone: give each jar an application of its own"
				: missing(System.getProperty(WITHHELD));
	}

	private static String missing(@Nullable String withheld) {
		return "A surrogate looks for libraries where java.library.path of the application says; "
				+ "comspring.applications.<name>.jvm-args [-Djava.library.path=...] says otherwise. "
				+ ((withheld != null)
						? "It does not get the application's " + withheld + ": set it with environment.set"
						: "The environment variables that libraries need are those of environment.set")
				+ " of the same application";
	}

}
