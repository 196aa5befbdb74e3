package io.github.comspring.core.rpc.pdu;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One fragment that was received: its common header, and a view of its bytes that is good
 * until the next one is read.
 *
 * @param type the kind
 * @param flags the flags of the header
 * @param authLength the length of the authentication token at its end
 * @param callId the call that it belongs to
 * @param frame the whole fragment, little-endian
 */
public record Pdu(PduType type, int flags, int authLength, int callId, ByteBuffer frame) {

	/** The length of the common header. */
	public static final int HEADER = 16;

	/** {@code PFC_FIRST_FRAG}. */
	public static final int FIRST = 0x01;

	/** {@code PFC_LAST_FRAG}. */
	public static final int LAST = 0x02;

	/** {@code PFC_SUPPORT_HEADER_SIGN}, in what comes before the calls. */
	public static final int HEADER_SIGN = 0x04;

	/** {@code PFC_PENDING_CANCEL}, the same bit in requests. */
	public static final int PENDING_CANCEL = 0x04;

	/** {@code PFC_DID_NOT_EXECUTE}: the call that a fault answers has not begun. */
	public static final int NOT_EXECUTED = 0x20;

	/** {@code PFC_OBJECT_UUID}: a request names an object. */
	public static final int OBJECT = 0x80;

	private static final int LITTLE_ENDIAN_ASCII_IEEE = 0x10;

	/**
	 * Returns how long a fragment is.
	 * @param header its first 16 bytes at least, little-endian
	 * @return the length in bytes
	 * @throws ProtocolException if this is no fragment of the protocol
	 */
	public static int length(ByteBuffer header) throws ProtocolException {
		int start = header.position();
		requireVersion(header, start);
		if (header.get(start + 4) != LITTLE_ENDIAN_ASCII_IEEE || header.get(start + 5) != 0) {
			throw new ProtocolException("It does not use the little-endian, ASCII and IEEE data representation");
		}
		int length = Short.toUnsignedInt(header.getShort(start + 8));
		int tail = Short.toUnsignedInt(header.getShort(start + 10));
		if (length < HEADER + ((tail > 0) ? SecurityTrailer.LENGTH + tail : 0)) {
			throw new ProtocolException("It sent a fragment that is shorter than its header says");
		}
		return length;
	}

	private static void requireVersion(ByteBuffer header, int start) throws ProtocolException {
		int minor = Byte.toUnsignedInt(header.get(start + 1));
		if (header.get(start) == 5 && minor > 1 && header.get(start + 2) == PduType.BIND.code()) {
			throw new VersionException(minor, header.getInt(start + 12));
		}
		if (header.get(start) != 5 || minor > 1) {
			throw new ProtocolException("It does not speak version 5 of DCE/RPC");
		}
	}

	/**
	 * Reads the common header of a fragment.
	 * @param frame the whole fragment, from position 0
	 * @return the fragment
	 * @throws ProtocolException if its kind is unknown
	 */
	public static Pdu of(ByteBuffer frame) throws ProtocolException {
		PduType type = PduType.of(frame.get(2));
		if (type == null) {
			throw new ProtocolException("It sent a PDU of the unknown type " + frame.get(2));
		}
		return new Pdu(type, Byte.toUnsignedInt(frame.get(3)), Short.toUnsignedInt(frame.getShort(10)),
				frame.getInt(12), frame);
	}

	/**
	 * Tells whether a flag is set.
	 * @param flag the flag
	 * @return whether it is
	 */
	public boolean has(int flag) {
		return (this.flags & flag) != 0;
	}

	/**
	 * Returns the part between the common header and the security trailer.
	 * @return a view, little-endian
	 */
	ByteBuffer body() {
		return this.frame.slice(HEADER, bodyEnd() - HEADER).order(ByteOrder.LITTLE_ENDIAN);
	}

	private int bodyEnd() {
		return (this.authLength == 0) ? this.frame.limit()
				: this.frame.limit() - this.authLength - SecurityTrailer.LENGTH;
	}

	/**
	 * Reads a body, whose length nobody has checked.
	 * @param <T> the type of what is read
	 * @param parser reads it
	 * @return what was read
	 * @throws ProtocolException if the body is too short
	 */
	public <T> T parse(Parser<T> parser) throws ProtocolException {
		try {
			return parser.parse(body());
		}
		catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException ex) {
			throw new ProtocolException("It sent a malformed " + this.type);
		}
	}

	/**
	 * Reads a body.
	 *
	 * @param <T> the type of what is read
	 */
	public interface Parser<T> {

		/**
		 * Reads a body.
		 * @param body the body
		 * @return what was read
		 * @throws ProtocolException if it breaks the rules
		 */
		T parse(ByteBuffer body) throws ProtocolException;

	}

}
