package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;

import io.github.comspring.Guid;

/**
 * GUIDs in little-endian messages: the first three fields are numbers, the rest is bytes.
 */
public final class WireGuid {

	private WireGuid() {
	}

	/**
	 * Writes a GUID.
	 * @param out a little-endian buffer
	 * @param value the GUID
	 */
	public static void put(ByteBuffer out, Guid value) {
		long high = value.mostSigBits();
		out.putInt((int) (high >>> 32));
		out.putShort((short) (high >>> 16));
		out.putShort((short) high);
		out.putLong(Long.reverseBytes(value.leastSigBits()));
	}

	/**
	 * Reads a GUID.
	 * @param in a little-endian buffer
	 * @return the GUID
	 */
	public static Guid get(ByteBuffer in) {
		long high = Integer.toUnsignedLong(in.getInt()) << 32;
		high |= (in.getShort() & 0xFFFFL) << 16;
		high |= in.getShort() & 0xFFFFL;
		return new Guid(high, Long.reverseBytes(in.getLong()));
	}

}
