package io.github.comspring.core.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.pdu.SyntaxId;

/**
 * The bytes of a fragment that a test makes, for better or worse.
 *
 * @param bytes the bytes
 */
public record Frame(byte[] bytes) {

	private static final int BOTH = Pdu.FIRST | Pdu.LAST;

	/**
	 * Makes a well-formed fragment.
	 * @param type its kind, a number
	 * @param flags the flags
	 * @param callId the call
	 * @param body what follows the common header
	 * @return the fragment
	 */
	public static Frame of(int type, int flags, int callId, byte... body) {
		ByteBuffer frame = ByteBuffer.allocate(Pdu.HEADER + body.length).order(ByteOrder.LITTLE_ENDIAN);
		frame.put((byte) 5).put((byte) 0).put((byte) type).put((byte) flags).putInt(0x10);
		frame.putShort((short) frame.capacity()).putShort((short) 0).putInt(callId).put(body);
		return new Frame(frame.array());
	}

	public static Frame bind(int group, SyntaxId interfaceId) {
		return bind(PduType.BIND, group, new Bind.Context(0, interfaceId, List.of(SyntaxId.NDR)));
	}

	public static Frame bind(PduType type, int group, Bind.Context... contexts) {
		ByteBuffer body = ByteBuffer.allocate(10_000).order(ByteOrder.LITTLE_ENDIAN);
		new Bind(5840, 5840, group, List.of(contexts)).put(body);
		return of(type.code(), BOTH, 1, Loopback.bytes(body.flip()));
	}

	public static Frame request(int callId, byte... stub) {
		return request(callId, BOTH, 0, stub);
	}

	public static Frame request(int callId, int flags, int context, byte... stub) {
		ByteBuffer body = ByteBuffer.allocate(8 + stub.length).order(ByteOrder.LITTLE_ENDIAN);
		body.putInt(stub.length).putShort((short) context).putShort((short) 0).put(stub);
		return of(PduType.REQUEST.code(), flags, callId, body.array());
	}

	/**
	 * Returns this fragment with another byte.
	 * @param at which one
	 * @param value its value
	 * @return the fragment
	 */
	Frame with(int at, int value) {
		byte[] changed = this.bytes.clone();
		changed[at] = (byte) value;
		return new Frame(changed);
	}

	/**
	 * Returns this fragment with a security trailer.
	 * @param level the authentication level, a number
	 * @param padding how much padding it says it has
	 * @param contextId the security context
	 * @param token the token
	 * @return the fragment
	 */
	public Frame signed(int level, int padding, int contextId, byte... token) {
		int length = this.bytes.length + SecurityTrailer.LENGTH + token.length;
		ByteBuffer frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).put(this.bytes);
		frame.put((byte) KeyedContext.SERVICE).put((byte) level).put((byte) padding).put((byte) 0);
		frame.putInt(contextId).put(token);
		return new Frame(frame.putShort(8, (short) length).putShort(10, (short) token.length).array());
	}

	public Frame then(Frame next) {
		ByteArrayOutputStream both = new ByteArrayOutputStream();
		both.writeBytes(this.bytes);
		both.writeBytes(next.bytes);
		return new Frame(both.toByteArray());
	}

}
