package io.github.comspring.core.rpc.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Where a server accepts connections. Any thread may close it.
 *
 * @param channel accepts connections
 * @param endpoint the endpoint, with the port that the system chose
 * @param file what tells the file of a unix domain socket from others of its name, or
 * {@code null} where nothing does
 */
public record Listener(ServerSocketChannel channel, Endpoint endpoint, @Nullable Object file) implements AutoCloseable {

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
			return new Listener(channel, bound(channel, endpoint), file(endpoint));
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

	private static @Nullable Object file(Endpoint endpoint) throws IOException {
		return (endpoint instanceof UnixEndpoint unix) ? attributes(unix.path()).fileKey() : null;
	}

	private static BasicFileAttributes attributes(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Tells whether nobody finds this listener any more: the file of its unix domain
	 * socket was removed, or another one has its name.
	 * @return whether that is so; {@code true} as well if this process cannot find it
	 * itself
	 */
	public boolean isLost() {
		if (!(this.endpoint instanceof UnixEndpoint unix)) {
			return false;
		}
		try {
			return !Objects.equals(attributes(unix.path()).fileKey(), this.file);
		}
		catch (IOException ex) {
			return true;
		}
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
	 * Listens no more, and removes the file of a unix domain socket, unless it is that of
	 * somebody else by now.
	 */
	@Override
	public void close() throws IOException {
		this.channel.close();
		if (this.endpoint instanceof UnixEndpoint unix && !isLost()) {
			Files.deleteIfExists(unix.path());
		}
	}

}
