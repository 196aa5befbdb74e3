package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;

/**
 * The body of {@code bind_nak}: why a server refuses a connection.
 *
 * @param reason the reason, a number
 */
public record BindNak(int reason) {

	/** None of the others. */
	public static final BindNak NOT_SPECIFIED = new BindNak(0);

	/** The server has as many connections as it may have. */
	public static final BindNak LIMIT_EXCEEDED = new BindNak(2);

	/** The client speaks another version of the protocol, or breaks its rules. */
	public static final BindNak PROTOCOL_ERROR = new BindNak(4);

	/** The server does not know the authentication service. */
	public static final BindNak UNKNOWN_AUTHENTICATION = new BindNak(8);

	/** The server does not accept the token. */
	public static final BindNak BAD_TOKEN = new BindNak(9);

	/**
	 * Reads a body.
	 * @param in the body
	 * @return what it says
	 */
	public static BindNak parse(ByteBuffer in) {
		return new BindNak(Short.toUnsignedInt(in.getShort()));
	}

	/**
	 * Writes the body, with the one version of the protocol that is supported.
	 * @param out where to
	 */
	public void put(ByteBuffer out) {
		out.putShort((short) this.reason);
		out.put((byte) 1).put((byte) 5).put((byte) 0);
		while ((out.position() & 3) != 0) {
			out.put((byte) 0);
		}
	}

}
