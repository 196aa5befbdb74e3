package io.github.comspring.core.rpc;

import java.nio.file.Path;

/**
 * The transports that a test runs over.
 */
enum Transport {

	/** Unix domain sockets. */
	UNIX,

	/** TCP on the loopback address. */
	TCP;

	/**
	 * Returns where a server can listen.
	 * @param folder a folder of the test's own
	 * @return the endpoint
	 */
	Endpoint endpoint(Path folder) {
		return (this == UNIX) ? new UnixEndpoint(folder.resolve("s")) : new TcpEndpoint("127.0.0.1", 0);
	}

}
