package sample.benchmarks.remote;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A blocking socket that carries messages after their length, one at a time in each
 * direction. Not safe for use by many threads.
 */
final class FramedChannel implements Closeable {

	private static final int ROOM = 8 * 1024;

	private final SocketChannel channel;

	private final ByteBuffer in = ByteBuffer.allocateDirect(ROOM);

	private final ByteBuffer out = ByteBuffer.allocateDirect(ROOM);

	FramedChannel(SocketChannel channel) throws IOException {
		this.channel = channel;
		if (!(channel.getLocalAddress() instanceof UnixDomainSocketAddress)) {
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		}
	}

	static FramedChannel connect(SocketAddress address) throws IOException {
		return new FramedChannel(SocketChannel.open(address));
	}

	/**
	 * Begins a message.
	 * @return the buffer to write it to
	 */
	ByteBuffer message() {
		return this.out.clear().position(Integer.BYTES);
	}

	/**
	 * Sends the message that was written since {@link #message()}.
	 */
	void send() throws IOException {
		this.out.putInt(0, this.out.position() - Integer.BYTES).flip();
		while (this.out.hasRemaining()) {
			this.channel.write(this.out);
		}
	}

	/**
	 * Waits for a message.
	 * @return the message, or {@code null} if the other side is gone
	 */
	ByteBuffer receive() throws IOException {
		this.in.clear();
		while (this.in.position() < Integer.BYTES || this.in.position() < Integer.BYTES + this.in.getInt(0)) {
			if (this.channel.read(this.in) < 0) {
				return null;
			}
		}
		return this.in.flip().position(Integer.BYTES);
	}

	/**
	 * Returns the socket, for bytes that are no messages.
	 * @return the socket
	 */
	SocketChannel channel() {
		return this.channel;
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
