package io.github.comspring.core.orpc.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.rpc.pdu.WireGuid;

/**
 * A marshalled interface pointer, standard form ({@code OBJREF}, MS-DCOM section 2.2.18).
 * <p>
 * The bindings are those of the process that has the object, which is its own OXID
 * resolver.
 *
 * @param iid the interface
 * @param target the object
 * @param bindings where the object's process listens
 */
public record ObjRef(Iid iid, StdObjRef target, StringBindings bindings) {

	private static final int SIGNATURE = 0x574F454D;

	private static final int STANDARD = 1;

	private static final int HEADER = 24;

	/**
	 * Returns the reference for a process that has to ask for references of its own.
	 * @return the reference, with none
	 */
	public ObjRef withoutReferences() {
		StdObjRef bare = new StdObjRef(this.target.flags(), 0, this.target.oxid(), this.target.oid(),
				this.target.ipid());
		return new ObjRef(this.iid, bare, this.bindings);
	}

	/**
	 * Returns the reference as it is on the wire.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		ByteBuffer out = ByteBuffer.allocate(HEADER + StdObjRef.LENGTH + this.bindings.length())
			.order(ByteOrder.LITTLE_ENDIAN);
		out.putInt(SIGNATURE).putInt(STANDARD);
		WireGuid.put(out, this.iid.guid());
		this.target.put(out);
		this.bindings.put(out);
		return out.array();
	}

	/**
	 * Reads a reference.
	 * @param bytes the bytes
	 * @return the reference
	 * @throws ComException {@code RPC_E_INVALID_OBJREF} if this is no reference in
	 * standard form; no other form is read, so that no reference can choose what code
	 * reads it
	 */
	public static ObjRef parse(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		try {
			if (in.getInt() != SIGNATURE || in.getInt() != STANDARD) {
				throw new ComException(HResult.RPC_E_INVALID_OBJREF,
						"What should be an object reference is none in standard form");
			}
			return new ObjRef(new Iid(WireGuid.get(in)), StdObjRef.get(in), StringBindings.parse(in));
		}
		catch (BufferUnderflowException ex) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF, "An object reference is truncated", ex);
		}
	}

}
