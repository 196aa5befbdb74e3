package io.github.comspring.core.rpc.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A unix domain socket ({@code ncacn_unix_stream}).
 *
 * @param path the absolute path of the socket
 */
public record UnixEndpoint(Path path) implements Endpoint {

	/** The identifier of the protocol tower. */
	public static final int TOWER = 0x20;

	/** How long the path may be, in bytes, for a JDK on Linux. */
	public static final int LONGEST = 106;

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

	/**
	 * Returns how long a path is to the system, which takes no more than {@link #LONGEST}
	 * for a socket.
	 * @param path the path of a socket, or of what it is to be in
	 * @return the number of bytes
	 */
	public static int length(Path path) {
		return path.toString().getBytes(Charset.forName(encoding())).length;
	}

	/**
	 * Returns how file names are encoded here.
	 * @return the name of the encoding
	 */
	public static String encoding() {
		return System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
	}

	/**
	 * Tells whether this is beside another endpoint, as far as can be told: in the same
	 * directory, and no link, which may lead elsewhere.
	 * @param other the other endpoint
	 * @return whether it is
	 */
	public boolean isBeside(Endpoint other) {
		return other instanceof UnixEndpoint that && Objects.equals(this.path.getParent(), that.path.getParent())
				&& !Files.isSymbolicLink(this.path);
	}

	/**
	 * Removes a socket that a killed process has left behind, and nothing else.
	 * @return whether there is no file any more; {@code false} if somebody listens, or it
	 * is no socket
	 * @throws IOException if that cannot be found out, or the socket not be removed
	 */
	public boolean removeIfDeserted() throws IOException {
		try {
			// In the end somebody else may have removed it in between
			return isGone() || removeSocketIfDeserted() || isGone();
		}
		catch (IOException ex) {
			if (isGone()) {
				return true;
			}
			throw ex;
		}
	}

	private boolean isGone() {
		return Files.notExists(this.path, LinkOption.NOFOLLOW_LINKS);
	}

	private boolean removeSocketIfDeserted() throws IOException {
		boolean socket = Files.readAttributes(this.path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
			.isOther();
		boolean removed = socket && isDeserted();
		if (removed) {
			Files.deleteIfExists(this.path);
		}
		return removed;
	}

	/**
	 * Tells whether surely nobody listens here. Waits for nobody.
	 * @return whether that is so; {@code false} as well if it cannot be found out at the
	 * moment, such as for a lack of files
	 */
	public boolean isDeserted() {
		try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			// Not to wait for a listener that has no room for more
			probe.configureBlocking(false);
			probe.connect(socketAddress());
			return false;
		}
		catch (ConnectException ex) {
			return true;
		}
		catch (IOException ex) {
			return isGone();
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof UnixEndpoint that && this.path.equals(that.path);
	}

	/**
	 * Not the generated one, which a JVM that has just started takes long to link.
	 */
	@Override
	public int hashCode() {
		return this.path.hashCode();
	}

	@Override
	public String toString() {
		return "unix:" + this.path;
	}

}
