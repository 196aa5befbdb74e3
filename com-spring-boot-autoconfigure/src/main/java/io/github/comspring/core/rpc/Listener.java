package io.github.comspring.core.rpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a server accepts connections. Any thread may close it.
 *
 * @param channel accepts connections
 * @param endpoint the endpoint, with the port that the system chose
 */
record Listener(ServerSocketChannel channel, Endpoint endpoint) implements AutoCloseable {

	/**
	 * Listens at an endpoint. A unix domain socket that a killed process has left behind
	 * is replaced.
	 * @param endpoint the endpoint
	 * @return the listener
	 * @throws IOException if the endpoint is not free
	 */
	static Listener open(Endpoint endpoint) throws IOException {
		if (endpoint instanceof UnixEndpoint unix) {
			removeStale(unix);
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
	 * Removes a socket that nobody listens on, and nothing else.
	 */
	private static void removeStale(UnixEndpoint endpoint) throws IOException {
		if (isSocket(endpoint.path()) && isDeserted(endpoint)) {
			Files.deleteIfExists(endpoint.path());
		}
	}

	private static boolean isSocket(Path path) throws IOException {
		return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
				&& Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther();
	}

	private static boolean isDeserted(UnixEndpoint endpoint) throws IOException {
		try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			// Not to wait for a listener that has no room for more
			probe.configureBlocking(false);
			probe.connect(endpoint.socketAddress());
			return false;
		}
		catch (ConnectException ex) {
			return true;
		}
	}

	/**
	 * Waits for the next connection.
	 * @return the connection
	 * @throws IOException if there is none, or the listener was closed
	 */
	SocketChannel accept() throws IOException {
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
