package io.github.comspring.core.rpc.transport;

import java.io.IOException;

/**
 * Where a process listens, and what has to be there for that. Others tidy up among
 * temporary files: it is asked again when its socket was removed, and then makes anew
 * what is missing.
 */
@FunctionalInterface
public interface ListeningPlace {

	/**
	 * Makes what is missing, such as the directory of a socket.
	 * @return the endpoint, the same as before if that is possible
	 * @throws io.github.comspring.ComException if it cannot be made
	 */
	Endpoint prepare();

	/**
	 * Lets those in who may connect. Called when the endpoint is listened at, each time.
	 * @throws IOException if they cannot be let in
	 */
	default void open() throws IOException {
	}

}
