package io.github.comspring.registry;

import java.io.Serial;

/**
 * Text that is no YAML, or is YAML that is no registry tree.
 */
final class YamlFormatException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int line;

	/**
	 * Creates an exception.
	 * @param line the line, from 1; 0 if no line can be named
	 * @param problem what is wrong, a phrase
	 */
	YamlFormatException(int line, String problem) {
		super(problem);
		this.line = line;
	}

	int line() {
		return this.line;
	}

	String problem() {
		return getMessage();
	}

}
