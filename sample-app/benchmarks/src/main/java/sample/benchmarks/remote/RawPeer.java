package sample.benchmarks.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes a request to a blocking socket and reads the response, with a connection of its
 * own for each caller.
 */
final class RawPeer extends BinaryPeer implements StreamPeer, ReferencePeer {

	/** Asks for a stream; its length follows. Only {@link RawServer} serves it. */
	static final byte STREAM = 4;

	private final SocketAddress address;

	private final Queue<FramedChannel> connections = new ConcurrentLinkedQueue<>();

	private final ThreadLocal<FramedChannel> connection = ThreadLocal.withInitial(this::connect);

	RawPeer(SocketAddress address) {
		this.address = address;
	}

	private FramedChannel connect() {
		try {
			FramedChannel channel = FramedChannel.connect(this.address);
			this.connections.add(channel);
			return channel;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	ByteBuffer request(int size) {
		return this.connection.get().message();
	}

	@Override
	ByteBuffer call(ByteBuffer request) throws IOException {
		FramedChannel channel = this.connection.get();
		channel.send();
		return channel.receive();
	}

	@Override
	public InputStream open(long length) throws IOException {
		FramedChannel channel = this.connection.get();
		channel.message().put(STREAM).putLong(length);
		channel.send();
		return new ChannelStream(channel.channel(), length);
	}

	@Override
	public int addAsked(int left, int right) throws Exception {
		return add(left, add(0, right));
	}

	@Override
	public void hold(int count) {
		// There is nothing to hold
	}

	@Override
	public void release() throws Exception {
		add(20, 22);
	}

	@Override
	public long messages() {
		return 0;
	}

	@Override
	public void close() throws IOException {
		for (FramedChannel channel : this.connections) {
			channel.close();
		}
	}

}
