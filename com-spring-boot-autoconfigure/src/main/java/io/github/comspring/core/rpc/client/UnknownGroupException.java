package io.github.comspring.core.rpc.client;

import java.io.IOException;

/**
 * A server does not know the association group that a connection was to join: it has
 * forgotten it with the last connection, or is another one now.
 */
final class UnknownGroupException extends IOException {

	private static final long serialVersionUID = 1L;

	UnknownGroupException() {
		super("It does not know the association group any more");
	}

}
