package sample.benchmarks.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * The next bytes of a channel as a stream; the channel stays open after them.
 */
final class ChannelStream extends InputStream {

	private final ReadableByteChannel channel;

	private long remaining;

	ChannelStream(ReadableByteChannel channel, long length) {
		this.channel = channel;
		this.remaining = length;
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(single[0]);
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (this.remaining == 0) {
			return -1;
		}
		int count = this.channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, this.remaining)));
		this.remaining -= Math.max(count, 0);
		return count;
	}

}
