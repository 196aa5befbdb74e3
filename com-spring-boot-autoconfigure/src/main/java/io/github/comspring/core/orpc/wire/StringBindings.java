package io.github.comspring.core.orpc.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where a process listens, as references carry it ({@code DUALSTRINGARRAY}). Of the
 * security bindings, which name authentication services, one is written and all are
 * skipped.
 *
 * @param endpoints the endpoints of known transports
 */
public record StringBindings(List<Endpoint> endpoints) {

	private static final int AUTHENTICATION_NTLM = 0x000A;

	private static final int NO_AUTHORIZATION = 0xFFFF;

	/** Most references that come one after the other are from the same process. */
	private static volatile Parsed latest = new Parsed(ByteBuffer.allocate(0), new StringBindings(List.of()));

	/**
	 * Copies the list.
	 */
	public StringBindings {
		endpoints = List.copyOf(endpoints);
	}

	/**
	 * Returns where this process reaches the one that listens.
	 * @return the first endpoint that this process may connect to as far as can be told,
	 * else the first of all, or {@code null} if there is none
	 */
	public @Nullable Endpoint reachable() {
		if (this.endpoints.size() < 2) {
			return this.endpoints.isEmpty() ? null : this.endpoints.get(0);
		}
		return this.endpoints.stream()
			.filter((each) -> !(each instanceof UnixEndpoint unix) || Files.isWritable(unix.path()))
			.findFirst()
			.orElse(this.endpoints.get(0));
	}

	/**
	 * Returns how many 16-bit units the entries take.
	 * @return the number
	 */
	public int units() {
		return securityOffset() + 4;
	}

	private int securityOffset() {
		int units = 1;
		for (Endpoint endpoint : this.endpoints) {
			units += endpoint.networkAddress().length() + 2;
		}
		return units;
	}

	/**
	 * Returns the length on the wire.
	 * @return the length in bytes
	 */
	public int length() {
		return 4 + 2 * units();
	}

	/**
	 * Writes the array, without the length that NDR has in front of it.
	 * @param out a little-endian buffer
	 */
	public void put(ByteBuffer out) {
		out.putShort((short) units()).putShort((short) securityOffset());
		for (Endpoint endpoint : this.endpoints) {
			out.putShort((short) endpoint.tower());
			put(out, endpoint.networkAddress());
		}
		out.putShort((short) 0);
		out.putShort((short) AUTHENTICATION_NTLM).putShort((short) NO_AUTHORIZATION).putShort((short) 0);
		out.putShort((short) 0);
	}

	private static void put(ByteBuffer out, String address) {
		for (int i = 0; i < address.length(); i++) {
			out.putShort((short) address.charAt(i));
		}
		out.putShort((short) 0);
	}

	/**
	 * Reads an array.
	 * @param in a little-endian buffer
	 * @return the bindings of the transports that are known here
	 * @throws ComException {@code RPC_E_INVALID_OBJREF} if it is malformed
	 */
	public static StringBindings parse(ByteBuffer in) {
		try {
			int length = 4 + 2 * Short.toUnsignedInt(in.getShort(in.position()));
			ByteBuffer array = in.slice(in.position(), length).order(in.order());
			in.position(in.position() + length);
			Parsed known = latest;
			if (!array.equals(known.array)) {
				known = new Parsed(ByteBuffer.allocate(length).put(array.duplicate()).flip(), endpoints(array));
				latest = known;
			}
			return known.bindings;
		}
		catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException ex) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF, "The string bindings of a reference are malformed",
					ex);
		}
	}

	private static StringBindings endpoints(ByteBuffer array) {
		int securityOffset = Short.toUnsignedInt(array.getShort(2));
		ByteBuffer entries = array.slice(4, array.limit() - 4).order(array.order());
		List<Endpoint> endpoints = new ArrayList<>();
		for (int tower = next(entries, securityOffset); tower != 0; tower = next(entries, securityOffset)) {
			add(endpoints, tower, text(entries));
		}
		return new StringBindings(endpoints);
	}

	private static int next(ByteBuffer entries, int securityOffset) {
		return (entries.position() < 2 * securityOffset) ? Short.toUnsignedInt(entries.getShort()) : 0;
	}

	private static String text(ByteBuffer entries) {
		StringBuilder text = new StringBuilder();
		for (short unit = entries.getShort(); unit != 0; unit = entries.getShort()) {
			text.append((char) unit);
		}
		return text.toString();
	}

	private static void add(List<Endpoint> endpoints, int tower, String address) {
		if (tower == UnixEndpoint.TOWER) {
			endpoints.add(new UnixEndpoint(Path.of(address)));
		}
		int port = address.lastIndexOf('[');
		if (tower == TcpEndpoint.TOWER && port > 0 && address.endsWith("]")) {
			endpoints.add(new TcpEndpoint(address.substring(0, port),
					port(address.substring(port + 1, address.length() - 1))));
		}
	}

	private static int port(String text) {
		int port = Integer.parseInt(text);
		if (port < 1 || port > 0xFFFF) {
			throw new IllegalArgumentException("There is no port " + port);
		}
		return port;
	}

	/**
	 * What was read.
	 *
	 * @param array the bytes
	 * @param bindings what they say
	 */
	private record Parsed(ByteBuffer array, StringBindings bindings) {
	}

}
