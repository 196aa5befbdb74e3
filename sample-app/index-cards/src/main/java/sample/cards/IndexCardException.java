package sample.cards;

import java.io.Serial;

/**
 * An index card that cannot be read. The message is for the person who brought it.
 */
public class IndexCardException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what is wrong with the card and what to do
	 */
	public IndexCardException(String message) {
		super(message);
	}

}
