package io.github.comspring.core.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * A client that sends what it likes.
 */
public final class RawPeer implements AutoCloseable {

	private final SocketChannel socket;

	private final PduChannel channel;

	private RawPeer(SocketChannel socket) {
		this.socket = socket;
		this.channel = new PduChannel(socket);
	}

	public static RawPeer connect(Endpoint server) throws IOException {
		SocketChannel socket = (server instanceof UnixEndpoint) ? SocketChannel.open(StandardProtocolFamily.UNIX)
				: SocketChannel.open();
		socket.connect(server.socketAddress());
		return new RawPeer(socket);
	}

	/**
	 * Connects over TCP from one of several addresses of this machine.
	 * @param server the server
	 * @param from the address
	 * @return the peer
	 * @throws IOException if there is no connection
	 */
	public static RawPeer connect(Endpoint server, String from) throws IOException {
		SocketChannel socket = SocketChannel.open();
		socket.bind(new InetSocketAddress(from, 0));
		socket.connect(server.socketAddress());
		return new RawPeer(socket);
	}

	/**
	 * Sends bytes.
	 * @param bytes the bytes
	 * @return this
	 * @throws IOException if the server has closed the connection
	 */
	public RawPeer send(byte[] bytes) throws IOException {
		ByteBuffer rest = ByteBuffer.wrap(bytes);
		while (rest.hasRemaining()) {
			this.socket.write(rest);
		}
		return this;
	}

	public RawPeer send(Frame frame) throws IOException {
		return send(frame.bytes());
	}

	/**
	 * Sends nothing more.
	 * @return this
	 * @throws IOException if the connection broke
	 */
	public RawPeer finish() throws IOException {
		this.socket.shutdownOutput();
		return this;
	}

	/**
	 * Binds to the first interface.
	 * @return the server's answer
	 * @throws IOException if there is none
	 */
	public BindAck bind() throws IOException {
		return send(Frame.bind(0, RecordingDispatcher.FIRST)).read().parse(BindAck::parse);
	}

	/**
	 * Reads a fragment.
	 * @return the fragment
	 * @throws IOException if there is none
	 */
	public Pdu read() throws IOException {
		return this.channel.read();
	}

	/**
	 * Reads the status of a fault.
	 * @return the status
	 * @throws IOException if there is none
	 */
	public int readFault() throws IOException {
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
	public List<PduType> readToEnd() {
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
