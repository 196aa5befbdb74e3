package sample.benchmarks.remote;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;

/**
 * The peers: how the server of each starts, and how its client connects.
 */
public enum PeerKind {

	/** Blocking unix domain sockets and nothing else: the floor. */
	RAW_UNIX(() -> new RawServer(UnixDomainSocketAddress.of(Files.createTempDirectory("raw").resolve("socket"))),
			(address) -> new RawPeer(UnixDomainSocketAddress.of(address))),

	/** Blocking TCP sockets and nothing else. */
	RAW_TCP(() -> new RawServer(loopback(0)), (address) -> new RawPeer(loopback(Integer.parseInt(address)))),

	/** Object RPC of this project over unix domain sockets. */
	COM_UNIX(ComServer::unix, ComPeer::new),

	/** Object RPC of this project over TCP. */
	COM_TCP(ComServer::tcp, ComPeer::new),

	/** Java RMI. */
	RMI(RmiServer::new, RmiPeer::new),

	/** Unary calls of gRPC. */
	GRPC_UNARY(GrpcServer::new, GrpcUnaryPeer::new),

	/** One bidirectional stream of gRPC, shared by all callers. */
	GRPC_STREAM(GrpcServer::new, GrpcStreamPeer::new),

	/** RestClient to Spring MVC. */
	SPRING_REST(RestServer::new, RestPeer::new);

	private final Starter starter;

	private final Connector connector;

	PeerKind(Starter starter, Connector connector) {
		this.starter = starter;
		this.connector = connector;
	}

	/**
	 * Starts the server in this process.
	 * @return the server, ready for calls
	 * @throws Exception if it cannot listen
	 */
	PeerServer start() throws Exception {
		return this.starter.start();
	}

	/**
	 * Connects to a server.
	 * @param address what {@link PeerServer#address()} returned
	 * @return the client
	 * @throws Exception if the server cannot be reached
	 */
	Peer connect(String address) throws Exception {
		return this.connector.connect(address);
	}

	/**
	 * Returns an address on the loopback interface.
	 * @param port the port, or 0 for any
	 * @return the address
	 */
	static InetSocketAddress loopback(int port) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	private interface Starter {

		PeerServer start() throws Exception;

	}

	private interface Connector {

		Peer connect(String address) throws Exception;

	}

}
