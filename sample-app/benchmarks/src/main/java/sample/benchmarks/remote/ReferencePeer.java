package sample.benchmarks.remote;

/**
 * A peer that can also be called back, and whose objects can be held, or one that makes
 * as many round trips as that takes at least.
 */
interface ReferencePeer extends Peer {

	/**
	 * Adds two numbers, the second of which the server asks this process for meanwhile.
	 * @param left the first number
	 * @param right the second number
	 * @return the sum
	 * @throws Exception if a call fails
	 */
	int addAsked(int left, int right) throws Exception;

	/**
	 * Gets pointers to new objects of the server.
	 * @param count how many
	 * @throws Exception if the call fails
	 */
	void hold(int count) throws Exception;

	/**
	 * Releases all pointers, and returns when the server has let the objects go.
	 * @throws Exception if a call fails
	 */
	void release() throws Exception;

	/**
	 * Returns how many messages the server has had.
	 * @return the number, itself included
	 * @throws Exception if the call fails
	 */
	long messages() throws Exception;

}
