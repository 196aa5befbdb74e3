package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComInterface;

/**
 * What {@link SurrogateRehearsal} calls: methods with parameters and results of the kinds
 * that most interfaces have.
 */
@ComInterface("{3B1F0E52-7C96-4E0B-9D53-A1C8E27F4D60}")
public interface RehearsalPart {

	/**
	 * Takes and returns records in collections.
	 * @param lines the records
	 * @return the same by their texts
	 */
	Map<String, Line> index(List<Line> lines);

	/**
	 * Calls its caller.
	 * @param prompter the object of the caller
	 * @return what it answered
	 */
	String ask(Prompter prompter);

	/**
	 * Reads a stream of the caller and returns one.
	 * @param stream the stream
	 * @return a stream
	 * @throws IOException if it cannot be read
	 */
	InputStream copy(InputStream stream) throws IOException;

	/**
	 * A record.
	 *
	 * @param text a text
	 * @param number a number
	 * @param bytes some bytes
	 */
	record Line(String text, long number, byte[] bytes) {
	}

	/**
	 * An object of the caller.
	 */
	@ComInterface("{3B1F0E52-7C96-4E0B-9D53-A1C8E27F4D61}")
	interface Prompter {

		/**
		 * Answers.
		 * @return a text
		 */
		String prompt();

	}

}
