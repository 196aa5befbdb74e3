package sample.rasterizer;

import java.io.Serial;

/**
 * A document that cannot be drawn. The message is for the person who brought it.
 */
public class DocumentException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what is wrong with the document and what to do
	 */
	public DocumentException(String message) {
		super(message);
	}

}
