package io.github.comspring.core.orpc.wire;

import java.nio.ByteBuffer;

import io.github.comspring.Guid;
import io.github.comspring.core.rpc.pdu.WireGuid;

/**
 * An interface of an object in some process ({@code STDOBJREF}, MS-DCOM section
 * 2.2.18.2).
 *
 * @param flags {@link #NO_PING} or 0
 * @param publicRefs how many references the receiver owns; none if it has to ask for its
 * own
 * @param oxid the process
 * @param oid the object
 * @param ipid the interface of the object
 */
public record StdObjRef(int flags, int publicRefs, long oxid, long oid, Guid ipid) {

	/** {@code SORF_NOPING}: the references do not need to be kept alive by pings. */
	public static final int NO_PING = 0x1000;

	/** The length on the wire. */
	static final int LENGTH = 40;

	/**
	 * Writes the structure.
	 * @param out a little-endian buffer
	 */
	void put(ByteBuffer out) {
		out.putInt(this.flags).putInt(this.publicRefs).putLong(this.oxid).putLong(this.oid);
		WireGuid.put(out, this.ipid);
	}

	/**
	 * Reads the structure.
	 * @param in a little-endian buffer
	 * @return what was read
	 */
	public static StdObjRef get(ByteBuffer in) {
		return new StdObjRef(in.getInt(), in.getInt(), in.getLong(), in.getLong(), WireGuid.get(in));
	}

}
