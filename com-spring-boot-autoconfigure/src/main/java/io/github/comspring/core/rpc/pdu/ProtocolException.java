package io.github.comspring.core.rpc.pdu;

import java.io.IOException;

/**
 * The peer broke the rules of the protocol or exceeded a limit. It ends the connection.
 */
public class ProtocolException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what the peer did, a phrase
	 */
	public ProtocolException(String message) {
		super(message);
	}

}
