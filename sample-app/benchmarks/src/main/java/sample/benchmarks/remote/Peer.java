package sample.benchmarks.remote;

import java.io.IOException;

/**
 * The client of one peer. All callers share it, so it is safe for use by many threads.
 */
interface Peer extends AutoCloseable {

	/**
	 * Adds two numbers in the server.
	 * @param left the first number
	 * @param right the second number
	 * @return the sum
	 * @throws Exception if the call fails
	 */
	int add(int left, int right) throws Exception;

	/**
	 * Sends bytes to the server and back.
	 * @param payload the bytes
	 * @return the bytes that came back
	 * @throws Exception if the call fails
	 */
	byte[] echo(byte[] payload) throws Exception;

	/**
	 * Sends a record to the server, which decodes and encodes it, and back.
	 * @param fields the record
	 * @return the record that came back
	 * @throws Exception if the call fails
	 */
	TenFields echo(TenFields fields) throws Exception;

	@Override
	void close() throws IOException;

}
