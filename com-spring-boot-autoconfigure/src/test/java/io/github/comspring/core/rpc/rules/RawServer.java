package io.github.comspring.core.rpc.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server for the tests of the protocol's rules, and the clients of it that send what
 * they like.
 */
final class RawServer implements BeforeEachCallback, AfterEachCallback {

	final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private final List<Supplier<SecurityContext>> services;

	private final List<RawPeer> peers = new ArrayList<>();

	private RpcServer server;

	RawServer() {
		this(List.of());
	}

	/**
	 * Creates a server that accepts security contexts.
	 */
	RawServer(List<Supplier<SecurityContext>> services) {
		this.services = services;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.server = RpcServer.listen(new TcpEndpoint("127.0.0.1", 0), this.dispatcher, RpcLimits.DEFAULT,
				this.services);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.peers.forEach(RawPeer::close);
		this.server.close();
	}

	/**
	 * Opens a connection, which is closed after the test.
	 */
	RawPeer connect() throws IOException {
		RawPeer peer = RawPeer.connect(this.server.endpoint());
		this.peers.add(peer);
		return peer;
	}

	/**
	 * Opens a connection from another address of this machine.
	 */
	RawPeer connectFrom(String address) throws IOException {
		RawPeer peer = RawPeer.connect(this.server.endpoint(), address);
		this.peers.add(peer);
		return peer;
	}

	/**
	 * Opens a connection that is bound to the first interface.
	 */
	RawPeer bound() throws IOException {
		RawPeer peer = connect();
		peer.bind();
		return peer;
	}

	String port() {
		return Integer.toString(((TcpEndpoint) this.server.endpoint()).port());
	}

	static Bind.Context context(int id, SyntaxId interfaceId) {
		return new Bind.Context(id, interfaceId, List.of(SyntaxId.NDR));
	}

	/**
	 * Returns a fragment with another call id.
	 */
	static Frame numbered(int callId, Frame frame) {
		byte[] bytes = frame.bytes().clone();
		for (int i = 0; i < Integer.BYTES; i++) {
			bytes[12 + i] = (byte) (callId >>> 8 * i);
		}
		return new Frame(bytes);
	}

	/**
	 * Returns a fragment with other flags.
	 */
	static Frame flagged(int flags, Frame frame) {
		byte[] bytes = frame.bytes().clone();
		bytes[3] = (byte) flags;
		return new Frame(bytes);
	}

}
