package io.github.comspring.core.registry;

import java.nio.file.Path;

/**
 * A file of a hive that could not be read. It hides no other file; what it says itself is
 * not in the hive.
 *
 * @param file the file
 * @param line the line where reading failed, from 1; 0 if no line can be named
 * @param problem what is wrong, a phrase
 */
public record UnreadableFile(Path file, int line, String problem) {

	/**
	 * Returns the file, the line and the problem.
	 */
	@Override
	public String toString() {
		return this.file + ((this.line > 0) ? ":" + this.line : "") + ": " + this.problem;
	}

}
