package io.github.comspring.core.surrogate;

import java.util.Objects;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.CallExtension;
import org.jspecify.annotations.Nullable;

/**
 * Says what to set when code of a module does not find a native library that it may well
 * find in the application. Nothing travels with calls.
 */
final class LibraryRemedy implements CallExtension {

	/**
	 * The system property with the environment variable that the application has for the
	 * sake of libraries, and this process does not.
	 */
	static final String WITHHELD = "comspring.surrogate.withheld";

	/** How far behind an exception the error is looked for. */
	private static final int DEPTH = 16;

	private static final Guid ID = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A06}");

	private static final String ERROR = UnsatisfiedLinkError.class.getName();

	@Override
	public Guid id() {
		return ID;
	}

	@Override
	public Throwable thrown(Throwable failure, String call) {
		String error = error(failure);
		if (error == null) {
			return failure;
		}
		String remedy = error.contains("already loaded in another classloader")
				? ". A process loads a library for one jar alone: give each jar an application of its own"
				: missing(System.getProperty(WITHHELD));
		return (failure instanceof ComException known)
				? new ComException(known.hresult(), known.detail() + remedy, known.getCause())
				: new ComException(HResult.RPC_E_SERVERFAULT, call + " failed with " + failure + remedy, failure);
	}

	/**
	 * Finds the error by its text, as only that is left of one in a static initialiser.
	 */
	private static @Nullable String error(Throwable failure) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
			.limit(DEPTH)
			.map(String::valueOf)
			.filter((text) -> text.contains(ERROR))
			.findFirst()
			.orElse(null);
	}

	private static String missing(@Nullable String withheld) {
		return ". A surrogate looks for libraries where java.library.path of the application says; "
				+ "comspring.applications.<name>.jvm-args [-Djava.library.path=...] says otherwise. "
				+ ((withheld != null)
						? "It does not get the application's " + withheld + ": set it with environment.set"
						: "The environment variables that libraries need are those of environment.set")
				+ " of the same application";
	}

}
