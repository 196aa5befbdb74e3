package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;

import io.github.comspring.Activation.AuthenticationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The end of a fragment that carries a token or a signature ({@code sec_trailer}).
 *
 * @param type the authentication service
 * @param level how well messages are protected, a number
 * @param padding how many bytes of padding are before the trailer
 * @param contextId the security context
 * @param token the token or signature
 */
public record SecurityTrailer(int type, int level, int padding, int contextId, byte[] token) {

	private static final int CALL = 3;

	private static final int PACKET = 4;

	/** The length of a trailer without its token. */
	public static final int LENGTH = 8;

	/**
	 * Reads the trailer of a fragment.
	 * @param pdu the fragment
	 * @return the trailer, or {@code null} if there is none
	 */
	public static @Nullable SecurityTrailer of(Pdu pdu) {
		if (pdu.authLength() == 0) {
			return null;
		}
		ByteBuffer frame = pdu.frame();
		int at = frame.limit() - pdu.authLength() - LENGTH;
		byte[] token = new byte[pdu.authLength()];
		frame.get(at + LENGTH, token);
		return new SecurityTrailer(Byte.toUnsignedInt(frame.get(at)), served(Byte.toUnsignedInt(frame.get(at + 1))),
				Byte.toUnsignedInt(frame.get(at + 2)), frame.getInt(at + 4), token);
	}

	/**
	 * Returns the stub data of a fragment that no security context protects.
	 * @param pdu the fragment
	 * @param trailer its trailer, or {@code null} if it has none
	 * @param stubOffset where the stub data begins
	 * @return a view of the stub data
	 * @throws ProtocolException if the fragment is too short
	 */
	public static ByteBuffer unprotectedStub(Pdu pdu, @Nullable SecurityTrailer trailer, int stubOffset)
			throws ProtocolException {
		int tail = (trailer != null) ? LENGTH + pdu.authLength() + trailer.padding : 0;
		int length = pdu.frame().limit() - stubOffset - tail;
		if (length < 0) {
			throw new ProtocolException("It sent a fragment that is shorter than its header says");
		}
		return pdu.frame().slice(stubOffset, length);
	}

	/**
	 * Returns the number of a level ({@code RPC_C_AUTHN_LEVEL}).
	 * @param level the level
	 * @return the number
	 */
	public static int number(AuthenticationLevel level) {
		return served(level.ordinal() + 1);
	}

	/**
	 * On a connection a call is protected by packets (MS-RPCE section 2.2.1.1.8).
	 */
	private static int served(int level) {
		return (level == CALL) ? PACKET : level;
	}

	/**
	 * Writes the trailer's fixed part.
	 * @param out where to
	 * @param security what the trailer is of
	 * @param padding how many bytes of padding were written before it
	 * @param contextId the security context
	 */
	public static void put(ByteBuffer out, SecurityContext security, int padding, int contextId) {
		out.put((byte) security.authenticationType());
		out.put((byte) number(security.level()));
		out.put((byte) padding);
		out.put((byte) 0);
		out.putInt(contextId);
	}

}
