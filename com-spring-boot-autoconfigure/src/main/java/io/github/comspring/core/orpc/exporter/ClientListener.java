package io.github.comspring.core.orpc.exporter;

/**
 * Told of clients that have gone.
 */
@FunctionalInterface
public interface ClientListener {

	/**
	 * Called after the last connection of a client was closed, and its references have
	 * been taken back.
	 * @param client the number of the client
	 */
	void clientGone(long client);

}
