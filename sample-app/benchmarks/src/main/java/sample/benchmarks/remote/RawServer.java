package sample.benchmarks.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;

/**
 * Serves blocking sockets with a thread for each connection.
 */
final class RawServer implements PeerServer {

	private static final int CHUNK = 64 * 1024;

	private final ServerSocketChannel server;

	RawServer(SocketAddress address) throws IOException {
		this.server = ServerSocketChannel.open((address instanceof UnixDomainSocketAddress)
				? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
		this.server.bind(address);
		start(this::accept);
	}

	private void accept() throws IOException {
		while (true) {
			SocketChannel client = this.server.accept();
			start(() -> serve(new FramedChannel(client)));
		}
	}

	private static void serve(FramedChannel client) throws IOException {
		try (client) {
			for (ByteBuffer request = client.receive(); request != null; request = client.receive()) {
				if (request.get(request.position()) == RawPeer.STREAM) {
					stream(client.channel(), request.getLong(request.position() + 1));
				}
				else {
					BinaryService.serve(request, client.message());
					client.send();
				}
			}
		}
	}

	private static void stream(SocketChannel client, long length) throws IOException {
		ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
		for (long remaining = length; remaining > 0;) {
			chunk.clear().limit((int) Math.min(CHUNK, remaining));
			remaining -= client.write(chunk);
		}
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (ClosedChannelException ex) {
				// The server ends
			}
			catch (IOException ex) {
				ex.printStackTrace();
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public String address() {
		try {
			SocketAddress address = this.server.getLocalAddress();
			return (address instanceof InetSocketAddress inet) ? String.valueOf(inet.getPort()) : address.toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		SocketAddress address = this.server.getLocalAddress();
		this.server.close();
		if (address instanceof UnixDomainSocketAddress unix) {
			Files.delete(unix.getPath());
			Files.delete(unix.getPath().getParent());
		}
	}

	private interface Task {

		void run() throws IOException;

	}

}
