package io.github.comspring.autoconfigure.properties;

import java.util.Collection;
import java.util.Comparator;

/**
 * What somebody may have meant who wrote the name of nothing.
 */
public final class Suggestion {

	/** Of how many letters and digits one may be wrong. */
	private static final int LETTERS_PER_MISTAKE = 4;

	private Suggestion() {
	}

	/**
	 * Finds a name that is spelled much like another.
	 * @param given the name of nothing
	 * @param known the names of something
	 * @return the end of a sentence that asks for the nearest name, empty if none is near
	 */
	public static String of(String given, Collection<String> known) {
		String uniform = DeclaredNames.uniform(given);
		return known.stream()
			.filter((name) -> distance(uniform, name) <= Math.max(1, uniform.length() / LETTERS_PER_MISTAKE))
			.min(Comparator.comparing((name) -> distance(uniform, name)))
			.map((name) -> "; did you mean " + name + "?")
			.orElse("");
	}

	/**
	 * Counts how many characters must be inserted, removed or changed (Levenshtein).
	 */
	private static int distance(String uniform, String name) {
		String other = DeclaredNames.uniform(name);
		int[] above = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			above[j] = j;
		}
		for (int i = 1; i <= uniform.length(); i++) {
			int[] row = new int[other.length() + 1];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int change = (uniform.charAt(i - 1) != other.charAt(j - 1)) ? 1 : 0;
				row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
			}
			above = row;
		}
		return above[other.length()];
	}

}
