package io.github.comspring.core.rpc.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * A TCP port ({@code ncacn_ip_tcp}).
 *
 * @param host the name or address of the host
 * @param port the port, 0 to let the system choose when listening
 */
public record TcpEndpoint(String host, int port) implements Endpoint {

	/** The identifier of the protocol tower. */
	public static final int TOWER = 0x07;

	@Override
	public int tower() {
		return TOWER;
	}

	@Override
	public String networkAddress() {
		return this.host + "[" + this.port + "]";
	}

	@Override
	public SocketAddress socketAddress() {
		return new InetSocketAddress(this.host, this.port);
	}

	@Override
	public String toString() {
		return "tcp:" + this.host + ":" + this.port;
	}

}
