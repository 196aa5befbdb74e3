package io.github.comspring.core.rpc.transport;

import java.net.SocketAddress;
import java.nio.file.Path;

/**
 * Where a process listens: the transport and the address on it, as a string binding of
 * MS-DCOM has them.
 */
public sealed interface Endpoint permits UnixEndpoint, TcpEndpoint {

	/**
	 * Reads an endpoint.
	 * @param text {@code unix:} and an absolute path, or {@code tcp:}, a host, {@code :}
	 * and a port
	 * @return the endpoint
	 * @throws IllegalArgumentException if the text is none of these
	 */
	static Endpoint parse(String text) {
		int port = text.lastIndexOf(':');
		if (text.startsWith("unix:/")) {
			return new UnixEndpoint(Path.of(text.substring("unix:".length())));
		}
		if (text.startsWith("tcp:") && port > "tcp:".length()) {
			return new TcpEndpoint(text.substring("tcp:".length(), port), Integer.parseInt(text.substring(port + 1)));
		}
		throw new IllegalArgumentException("'" + text + "' is neither unix: with an absolute path nor tcp:host:port");
	}

	/**
	 * Returns the identifier of the transport's protocol tower.
	 * @return 0x20 for unix domain sockets, 0x07 for TCP
	 */
	int tower();

	/**
	 * Returns the address as a string binding has it.
	 * @return the path of the socket, or {@code host[port]}
	 */
	String networkAddress();

	/**
	 * Returns the address to connect to.
	 * @return the address, unresolved
	 */
	SocketAddress socketAddress();

}
