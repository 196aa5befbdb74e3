package sample.benchmarks.remote;

import java.io.IOException;

/**
 * The server of one peer, listening since it was created.
 */
interface PeerServer extends AutoCloseable {

	/**
	 * Returns where clients find the server.
	 * @return a path, a port or a reference, in one line of text
	 */
	String address();

	@Override
	void close() throws IOException;

}
