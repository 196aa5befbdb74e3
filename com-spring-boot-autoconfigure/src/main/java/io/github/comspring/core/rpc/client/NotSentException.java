package io.github.comspring.core.rpc.client;

import java.io.IOException;

/**
 * The connection broke before the server can have begun the call, so that it may be made
 * again on another one.
 */
final class NotSentException extends IOException {

	private static final long serialVersionUID = 1L;

	NotSentException(IOException cause) {
		super(cause.getMessage(), cause);
	}

}
