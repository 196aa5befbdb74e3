package sample.benchmarks.remote;

import java.io.InputStream;

/**
 * A peer that can also carry a long stream from the server.
 */
interface StreamPeer extends Peer {

	/**
	 * Opens a stream of bytes that the server makes up.
	 * @param length the length of the stream, in bytes
	 * @return the stream; read it to its end before the next call of this thread
	 * @throws Exception if the call fails
	 */
	InputStream open(long length) throws Exception;

}
