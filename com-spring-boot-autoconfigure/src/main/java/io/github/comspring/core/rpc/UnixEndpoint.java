package io.github.comspring.core.rpc;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * A unix domain socket ({@code ncacn_unix_stream}).
 *
 * @param path the absolute path of the socket
 */
public record UnixEndpoint(Path path) implements Endpoint {

	/** The identifier of the protocol tower. */
	public static final int TOWER = 0x20;

	@Override
	public int tower() {
		return TOWER;
	}

	@Override
	public String networkAddress() {
		return this.path.toString();
	}

	@Override
	public SocketAddress socketAddress() {
		return UnixDomainSocketAddress.of(this.path);
	}

	@Override
	public String toString() {
		return "unix:" + this.path;
	}

}
