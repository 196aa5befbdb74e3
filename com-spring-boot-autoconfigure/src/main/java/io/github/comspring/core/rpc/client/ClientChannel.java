package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

import io.github.comspring.ComException;
import io.github.comspring.core.rpc.pdu.FaultStatus;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * The fragments of a client's connection: what is asked, and what answers it. Used by one
 * thread at a time; {@link #close()} may come from another.
 */
final class ClientChannel implements AutoCloseable {

	private final Endpoint server;

	private final SocketChannel socket;

	private final PduChannel fragments;

	private int lastCall;

	private boolean quiet = true;

	/**
	 * Makes a connection that is not connected yet.
	 * @param server the server
	 * @throws IOException if the system has no socket for it
	 */
	ClientChannel(Endpoint server) throws IOException {
		this.server = server;
		this.socket = (server instanceof UnixEndpoint) ? SocketChannel.open(StandardProtocolFamily.UNIX)
				: SocketChannel.open();
		this.fragments = new PduChannel(this.socket);
	}

	/**
	 * Connects to the server.
	 * @throws IOException if it cannot be reached
	 */
	void connect() throws IOException {
		if (this.server instanceof TcpEndpoint) {
			this.socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
		}
		try {
			this.socket.connect(this.server.socketAddress());
		}
		catch (UnresolvedAddressException ex) {
			throw new UnknownHostException("The name of the host is unknown");
		}
	}

	Endpoint server() {
		return this.server;
	}

	PduChannel fragments() {
		return this.fragments;
	}

	/**
	 * Begins to ask something.
	 * @return the number of the call
	 */
	int ask() {
		this.quiet = false;
		return ++this.lastCall;
	}

	/**
	 * Reads the next fragment of the answer.
	 * @return the fragment
	 * @throws IOException if the connection broke, or the answer is to something else
	 */
	Pdu read() throws IOException {
		Pdu pdu = this.fragments.read();
		if (pdu.callId() != this.lastCall && pdu.type() != PduType.SHUTDOWN) {
			throw new ProtocolException("It answered a call that was not made");
		}
		return pdu;
	}

	/**
	 * Ends what was asked, since all of the answer was read.
	 */
	void answered() {
		this.quiet = true;
	}

	/**
	 * Ends what was asked with the fault that answered it.
	 * @param pdu the fault
	 * @return what it means to the caller
	 * @throws ProtocolException if it is malformed
	 */
	ComException answered(Pdu pdu) throws ProtocolException {
		int status = pdu.parse((body) -> body.getInt(8));
		answered();
		return FaultStatus.toException(status, this.server);
	}

	/**
	 * Tells whether all that was asked has been answered.
	 * @return whether it has
	 */
	boolean isQuiet() {
		return this.quiet;
	}

	/**
	 * Tells whether a connection that was idle can be used no more. Writing to a unix
	 * domain socket that the server has closed tells just as well.
	 * @return whether the server has closed it
	 */
	boolean isStale() {
		return this.fragments.hasUnread() || (this.server instanceof TcpEndpoint && this.fragments.isStale());
	}

	/**
	 * Tells for sure whether the server has closed the connection or is about to. Takes
	 * some system calls.
	 * @return whether it has
	 */
	boolean hasEnded() {
		return this.fragments.isStale();
	}

	@Override
	public void close() {
		this.fragments.close();
	}

}
