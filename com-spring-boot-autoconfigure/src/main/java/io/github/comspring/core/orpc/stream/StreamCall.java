package io.github.comspring.core.orpc.stream;

import java.io.IOException;

import io.github.comspring.ComException;

/**
 * A call that an end of a stream makes to the other end. Whoever uses a stream is
 * prepared for {@link IOException}s alone.
 */
@FunctionalInterface
interface StreamCall {

	/**
	 * Makes the call.
	 * @throws IOException if the other end fails
	 */
	void make() throws IOException;

	/**
	 * Makes a call.
	 * @param call the call
	 * @throws IOException if the other end fails or cannot be called
	 */
	static void make(StreamCall call) throws IOException {
		try {
			call.make();
		}
		catch (ComException ex) {
			throw new IOException("The other end of the stream cannot be called", ex);
		}
	}

}
