package io.github.comspring.core.scm.table;

import io.github.comspring.core.rpc.server.Association;
import org.jspecify.annotations.Nullable;

/**
 * How a server process came to register with the service control manager. Safe from any
 * thread.
 */
public sealed interface ServerOrigin permits Launch, Adoption {

	/**
	 * Returns the launch of the process.
	 * @return the launch, or {@code null} if this service control manager did not start
	 * the process, and so may not end it
	 */
	@Nullable Launch launch();

	/**
	 * Returns the user that the process runs as.
	 * @return the user, or {@code null} if it is that of the service control manager
	 */
	@Nullable String identity();

	/**
	 * Tells whether a message comes from the process itself.
	 * @param secret what the sender shows
	 * @param association the connections that it came through
	 * @return whether it does
	 */
	boolean speaks(String secret, Association association);

	/**
	 * Tells whether what is for a single use is for somebody else.
	 * @param own the launch of the request that asks, or {@code null}
	 * @return whether it is
	 */
	boolean isReserved(@Nullable Launch own);

}
