package io.github.comspring.core.rpc;

import java.io.IOException;

/**
 * The peer broke the rules of the protocol or exceeded a limit. It ends the connection.
 */
final class ProtocolException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what the peer did, a phrase
	 */
	ProtocolException(String message) {
		super(message);
	}

}
