package io.github.comspring.autoconfigure.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The layout of what failure analyzers say.
 */
final class FailureText {

	private FailureText() {
	}

	/**
	 * Puts things that can be done below each other.
	 * @param introduction what they are good for
	 * @param remedies the things
	 * @return the text
	 */
	static String bullets(String introduction, List<String> remedies) {
		return remedies.stream()
			.collect(Collectors.joining(System.lineSeparator() + "    - ",
					introduction + ":" + System.lineSeparator() + System.lineSeparator() + "    - ", ""));
	}

}
