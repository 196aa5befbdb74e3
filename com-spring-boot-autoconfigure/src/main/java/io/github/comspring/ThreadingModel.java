package io.github.comspring;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Which threads may call the objects of a module ({@code ThreadingModel}).
 */
public enum ThreadingModel {

	/** No model: all objects of all such modules run on one thread of the process. */
	MAIN,

	/** One call at a time on one thread; each module has its own. */
	APARTMENT,

	/** Any threads, together. */
	FREE,

	/** The caller's thread or any other. */
	BOTH,

	/** Whichever thread calls. */
	NEUTRAL;

	/**
	 * Reads the value of the registry.
	 * @param text the value, or {@code null} if there is none
	 * @return the model
	 * @throws ComException {@code REGDB_E_BADTHREADINGMODEL} for any other text
	 */
	public static ThreadingModel of(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return MAIN;
		}
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "apartment" -> APARTMENT;
			case "free" -> FREE;
			case "both" -> BOTH;
			case "neutral" -> NEUTRAL;
			default -> throw new ComException(HResult.REGDB_E_BADTHREADINGMODEL,
					"'" + text + "' is not a ThreadingModel; use Apartment, Free, Both or Neutral");
		};
	}

	/**
	 * Returns the value for the registry.
	 * @return the text, {@code null} for {@link #MAIN}
	 */
	public @Nullable String text() {
		return switch (this) {
			case MAIN -> null;
			case APARTMENT -> "Apartment";
			case FREE -> "Free";
			case BOTH -> "Both";
			case NEUTRAL -> "Neutral";
		};
	}

}
