package io.github.comspring.core.launch;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the JVM, the libraries of C and C++ and others say when they get no more memory.
 */
public enum MemoryShortage {

	/** There was no room for the stack of one more thread. */
	OF_THREADS("pthread_create|unable to create native thread|(?i:thread creation failed)"),

	/** Of any other kind. */
	OTHER("OutOfMemoryError|E_OUTOFMEMORY|bad_alloc|SQLITE_NOMEM|(?i:memory allocation|failed to allocate|"
			+ "cannot allocate memory|(?:insufficient|not enough|out of) memory)");

	private final Pattern words;

	MemoryShortage(String words) {
		this.words = Pattern.compile(words);
	}

	/**
	 * Finds out what a text tells.
	 * @param text a line that a process wrote, or an exception
	 * @return the shortage, or {@code null} if the text tells of none
	 */
	public static @Nullable MemoryShortage toldBy(String text) {
		for (MemoryShortage each : values()) {
			if (each.words.matcher(text).find()) {
				return each;
			}
		}
		return null;
	}

}
