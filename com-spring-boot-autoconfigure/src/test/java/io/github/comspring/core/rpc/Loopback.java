package io.github.comspring.core.rpc;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.RpcDispatcher;
import io.github.comspring.core.rpc.server.RpcServer;

/**
 * A server with a client of it in the same process.
 *
 * @param server the server
 * @param client the client
 */
public record Loopback(RpcServer server, RpcClient client) implements AutoCloseable {

	/** Longer than any call of a test that goes well. */
	public static final Duration LONG = Duration.ofMinutes(1);

	public static Loopback open(Transport transport, Path folder, RpcDispatcher dispatcher, RpcLimits limits) {
		return new Loopback(RpcServer.listen(transport.endpoint(folder), dispatcher, limits, List.of()),
				new RpcClient(limits, (endpoint) -> null));
	}

	public static Loopback open(Transport transport, Path folder, RpcDispatcher dispatcher) {
		return open(transport, folder, dispatcher, connections(RpcLimits.DEFAULT.connections()));
	}

	/**
	 * Returns the limits with other connections.
	 * @param connections how many
	 * @return the limits
	 */
	public static RpcLimits connections(int connections) {
		RpcLimits limits = RpcLimits.DEFAULT;
		return new RpcLimits(connections, limits.fragmentSize(), limits.fragments(), limits.reassembledBytes(),
				limits.bindTime(), limits.idleTime(), limits.closeTime());
	}

	/**
	 * Returns the limits with other fragments.
	 * @param size how large
	 * @param count how many
	 * @param bytes how many bytes in all
	 * @return the limits
	 */
	public static RpcLimits fragments(int size, int count, int bytes) {
		RpcLimits limits = RpcLimits.DEFAULT;
		return new RpcLimits(limits.connections(), size, count, bytes, limits.bindTime(), limits.idleTime(),
				limits.closeTime());
	}

	/**
	 * Returns the limits with other times.
	 * @param bind until the end of the bind
	 * @param idle without a call
	 * @return the limits
	 */
	public static RpcLimits times(Duration bind, Duration idle) {
		RpcLimits limits = RpcLimits.DEFAULT;
		return new RpcLimits(limits.connections(), limits.fragmentSize(), limits.fragments(), limits.reassembledBytes(),
				bind, idle, limits.closeTime());
	}

	/**
	 * Returns the limits with another time to close.
	 * @param close for the calls under way
	 * @return the limits
	 */
	static RpcLimits closing(Duration close) {
		RpcLimits limits = RpcLimits.DEFAULT;
		return new RpcLimits(limits.connections(), limits.fragmentSize(), limits.fragments(), limits.reassembledBytes(),
				limits.bindTime(), limits.idleTime(), close);
	}

	/**
	 * Calls an operation of the first interface.
	 * @param stub the stub data
	 * @return the answer's
	 */
	public byte[] call(byte... stub) {
		return call(RecordingDispatcher.FIRST, stub);
	}

	public byte[] call(SyntaxId interfaceId, byte... stub) {
		return bytes(this.client.call(this.server.endpoint(), interfaceId, null, 3, List.of(ByteBuffer.wrap(stub)),
				null, LONG));
	}

	public static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.duplicate().get(bytes);
		return bytes;
	}

	/**
	 * Makes stub data that no other length shares a part with.
	 * @param length how long
	 * @return the data
	 */
	public static byte[] noise(int length) {
		byte[] noise = new byte[length];
		new Random(length).nextBytes(noise);
		return noise;
	}

	@Override
	public void close() {
		this.client.close();
		this.server.close();
	}

}
