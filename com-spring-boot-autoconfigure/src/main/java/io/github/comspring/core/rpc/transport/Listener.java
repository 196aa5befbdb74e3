package io.github.comspring.core.rpc.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;

/**
 * Where a server accepts connections. Any thread may close it.
 *
 * @param channel accepts connections
 * @param endpoint the endpoint, with the port that the system chose
 */
public record Listener(ServerSocketChannel channel, Endpoint endpoint) implements AutoCloseable {

	/**
	 * Listens at an endpoint. A unix domain socket that a killed process has left behind
	 * is replaced.
	 * @param endpoint the endpoint
	 * @return the listener
	 * @throws IOException if the endpoint is not free
	 */
	public static Listener open(Endpoint endpoint) throws IOException {
		if (endpoint instanceof UnixEndpoint unix) {
			unix.removeIfDeserted();
		}
		ServerSocketChannel channel = (endpoint instanceof UnixEndpoint)
				? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
		try {
			channel.bind(endpoint.socketAddress());
			return new Listener(channel, bound(channel, endpoint));
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	private static Endpoint bound(ServerSocketChannel channel, Endpoint endpoint) throws IOException {
		return (endpoint instanceof TcpEndpoint tcp)
				? new TcpEndpoint(tcp.host(), ((InetSocketAddress) channel.getLocalAddress()).getPort()) : endpoint;
	}

	/**
	 * Waits for the next connection.
	 * @return the connection
	 * @throws IOException if there is none, or the listener was closed
	 */
	public SocketChannel accept() throws IOException {
		return this.channel.accept();
	}

	/**
	 * Listens no more, and removes the file of a unix domain socket.
	 */
	@Override
	public void close() throws IOException {
		this.channel.close();
		if (this.endpoint instanceof UnixEndpoint unix) {
			Files.deleteIfExists(unix.path());
		}
	}

}
