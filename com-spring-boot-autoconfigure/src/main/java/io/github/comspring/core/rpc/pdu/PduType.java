package io.github.comspring.core.rpc.pdu;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of protocol data units of the connection-oriented protocol (C706 section
 * 12.6, MS-RPCE section 2.2.2).
 */
public enum PduType {

	/** A client's call. */
	REQUEST(0),

	/** The answer of a call that returned. */
	RESPONSE(2),

	/** The answer of a call that did not. */
	FAULT(3),

	/** A client's first message. */
	BIND(11),

	/** The server's answer to it. */
	BIND_ACK(12),

	/** The server's refusal of it. */
	BIND_NAK(13),

	/** More presentation or security contexts on a connection. */
	ALTER_CONTEXT(14),

	/** The server's answer to that. */
	ALTER_CONTEXT_RESP(15),

	/** The third message of an authentication, which has no answer. */
	AUTH3(16),

	/** The server reads no more requests on this connection. */
	SHUTDOWN(17),

	/** A client would like a call to end. */
	CO_CANCEL(18),

	/** A client gave a call up. */
	ORPHANED(19);

	private static final PduType[] BY_CODE = new PduType[20];

	static {
		for (PduType type : values()) {
			BY_CODE[type.code] = type;
		}
	}

	private final int code;

	PduType(int code) {
		this.code = code;
	}

	/**
	 * Returns the number on the wire.
	 * @return the number
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Returns the type of a number.
	 * @param code the number
	 * @return the type, or {@code null} if there is none
	 */
	public static @Nullable PduType of(int code) {
		return (code >= 0 && code < BY_CODE.length) ? BY_CODE[code] : null;
	}

}
