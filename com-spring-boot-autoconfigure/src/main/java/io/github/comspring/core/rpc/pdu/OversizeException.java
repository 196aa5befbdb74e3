package io.github.comspring.core.rpc.pdu;

import java.io.IOException;

/**
 * A message is longer than what this process takes. All that is wrong with the peer is
 * that it allows more.
 */
public final class OversizeException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param length how long the message is at least, in bytes
	 * @param limit how long it may be, in bytes
	 */
	public OversizeException(long length, int limit) {
		super("It takes at least " + length + " bytes, and comspring.rpc.max-message-size of this process allows "
				+ limit);
	}

}
