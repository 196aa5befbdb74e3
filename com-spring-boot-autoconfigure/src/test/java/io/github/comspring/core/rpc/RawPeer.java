package io.github.comspring.core.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that sends what it likes.
 */
final class RawPeer implements AutoCloseable {

	private final SocketChannel socket;

	private final PduChannel channel;

	private RawPeer(SocketChannel socket) {
		this.socket = socket;
		this.channel = new PduChannel(socket);
	}

	static RawPeer connect(Endpoint server) throws IOException {
		SocketChannel socket = (server instanceof UnixEndpoint) ? SocketChannel.open(StandardProtocolFamily.UNIX)
				: SocketChannel.open();
		socket.connect(server.socketAddress());
		return new RawPeer(socket);
	}

	/**
	 * Sends bytes.
	 * @param bytes the bytes
	 * @return this
	 * @throws IOException if the server has closed the connection
	 */
	RawPeer send(byte[] bytes) throws IOException {
		ByteBuffer rest = ByteBuffer.wrap(bytes);
		while (rest.hasRemaining()) {
			this.socket.write(rest);
		}
		return this;
	}

	RawPeer send(Frame frame) throws IOException {
		return send(frame.bytes());
	}

	/**
	 * Sends nothing more.
	 * @return this
	 * @throws IOException if the connection broke
	 */
	RawPeer finish() throws IOException {
		this.socket.shutdownOutput();
		return this;
	}

	/**
	 * Binds to the first interface.
	 * @return the server's answer
	 * @throws IOException if there is none
	 */
	BindAck bind() throws IOException {
		return send(Frame.bind(0, RecordingDispatcher.FIRST)).read().parse(BindAck::parse);
	}

	/**
	 * Reads a fragment.
	 * @return the fragment
	 * @throws IOException if there is none
	 */
	Pdu read() throws IOException {
		return this.channel.read();
	}

	/**
	 * Reads the status of a fault.
	 * @return the status
	 * @throws IOException if there is none
	 */
	int readFault() throws IOException {
		Pdu pdu = read();
		if (pdu.type() != PduType.FAULT) {
			throw new IOException("Not a fault but " + pdu.type());
		}
		return pdu.frame().getInt(24);
	}

	/**
	 * Reads until the server closes the connection.
	 * @return what it sent before that
	 */
	List<PduType> readToEnd() {
		List<PduType> read = new ArrayList<>();
		try {
			while (true) {
				read.add(read().type());
			}
		}
		catch (ProtocolException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (EOFException ex) {
			return read;
		}
		catch (IOException ex) {
			// Closed with a reset, since the server left something unread
			return read;
		}
	}

	@Override
	public void close() {
		this.channel.close();
	}

}
