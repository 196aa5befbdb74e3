package io.github.comspring.core.orpc.identity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What a process shows of itself when it connects to another one.
 *
 * @param oxid its number
 * @param key its key, which its service control manager alone is shown, or {@code null}
 * @param ticket what lets it in, or {@code null} if it has none
 * @param back what lets the other one in at this one, or {@code null} if that is not
 * needed: it has the key, or its number is not known
 * @param warrant what shows that it has the key to the other one, as whose service
 * control manager, or {@code null}
 * @param endpoints where it listens
 * @param secret what the two share, or nothing
 */
public record Token(long oxid, @Nullable ProcessKey key, byte @Nullable [] ticket, byte @Nullable [] back,
		byte @Nullable [] warrant, List<Endpoint> endpoints, String secret) {

	private static final int KEY = 1;

	private static final int TICKET = 2;

	private static final int BACK = 4;

	private static final int WARRANT = 8;

	/**
	 * Returns what a process shows its service control manager.
	 * @param own the key of the process
	 * @param endpoints where it listens
	 * @param secret what the two share, or {@code null}
	 * @return the token
	 */
	public static Token of(ProcessKey own, List<Endpoint> endpoints, @Nullable String secret) {
		return new Token(own.oxid(), own, null, null, null, endpoints, (secret != null) ? secret : "");
	}

	/**
	 * Returns what a process shows another one that it was introduced to.
	 * @param own the key of the process
	 * @param endpoints where it listens
	 * @param contact the other one
	 * @return the token
	 */
	public static Token of(ProcessKey own, List<Endpoint> endpoints, Contact contact) {
		byte[] back = (contact.process() != 0) ? own.ticket(contact.process()) : null;
		ProcessKey key = contact.key();
		byte[] warrant = (key != null) ? key.warrant() : null;
		String secret = contact.secret();
		return new Token(own.oxid(), null, contact.ticket(), back, warrant, endpoints, (secret != null) ? secret : "");
	}

	byte[] toBytes() {
		byte[] places = String.join("\n", this.endpoints.stream().map(Endpoint::toString).toList())
			.getBytes(StandardCharsets.UTF_8);
		byte[] shared = this.secret.getBytes(StandardCharsets.UTF_8);
		ByteBuffer out = ByteBuffer
			.allocate(1 + Long.BYTES + 4 * ProcessKey.LENGTH + Short.BYTES + places.length + shared.length);
		out.put((byte) (((this.key != null) ? KEY : 0) | ((this.ticket != null) ? TICKET : 0)
				| ((this.back != null) ? BACK : 0) | ((this.warrant != null) ? WARRANT : 0)));
		out.putLong(this.oxid);
		if (this.key != null) {
			out.put(this.key.bytes());
		}
		if (this.ticket != null) {
			out.put(this.ticket);
		}
		if (this.back != null) {
			out.put(this.back);
		}
		if (this.warrant != null) {
			out.put(this.warrant);
		}
		out.putShort((short) places.length).put(places).put(shared);
		byte[] bytes = new byte[out.flip().remaining()];
		out.get(bytes);
		return bytes;
	}

	/**
	 * Reads a token.
	 * @param bytes the bytes
	 * @return the token
	 * @throws IllegalArgumentException if it is none
	 */
	static Token parse(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes);
		try {
			int parts = in.get();
			long oxid = in.getLong();
			byte[] key = part(in, parts & KEY);
			byte[] ticket = part(in, parts & TICKET);
			byte[] back = part(in, parts & BACK);
			byte[] warrant = part(in, parts & WARRANT);
			List<Endpoint> endpoints = endpoints(text(in, Short.toUnsignedInt(in.getShort())));
			return new Token(oxid, (key != null) ? ProcessKey.of(key) : null, ticket, back, warrant, endpoints,
					text(in, in.remaining()));
		}
		catch (BufferUnderflowException ex) {
			throw new IllegalArgumentException("It is truncated", ex);
		}
	}

	private static byte @Nullable [] part(ByteBuffer in, int present) {
		if (present == 0) {
			return null;
		}
		byte[] part = new byte[ProcessKey.LENGTH];
		in.get(part);
		return part;
	}

	private static String text(ByteBuffer in, int length) {
		if (length > in.remaining()) {
			throw new BufferUnderflowException();
		}
		byte[] text = new byte[length];
		in.get(text);
		return new String(text, StandardCharsets.UTF_8);
	}

	private static List<Endpoint> endpoints(String lines) {
		List<Endpoint> endpoints = new ArrayList<>();
		if (!lines.isEmpty()) {
			for (String each : lines.split("\n")) {
				endpoints.add(Endpoint.parse(each));
			}
		}
		return endpoints;
	}

	/**
	 * Leaves out what is nobody's business.
	 */
	@Override
	public String toString() {
		return "token of a process at " + this.endpoints;
	}

}
