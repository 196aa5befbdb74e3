package io.github.comspring.core.rpc;

import java.nio.file.Path;

import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * The transports that a test runs over.
 */
public enum Transport {

	/** Unix domain sockets. */
	UNIX,

	/** TCP on the loopback address. */
	TCP;

	/**
	 * Returns where a server can listen.
	 * @param folder a folder of the test's own
	 * @return the endpoint
	 */
	public Endpoint endpoint(Path folder) {
		return (this == UNIX) ? new UnixEndpoint(folder.resolve("s")) : new TcpEndpoint("127.0.0.1", 0);
	}

}
