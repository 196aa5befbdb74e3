package io.github.comspring.core.orpc.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.WireGuid;
import org.jspecify.annotations.Nullable;

/**
 * What comes before the parameters of each call ({@code ORPCTHIS}, MS-DCOM section
 * 2.2.13.3).
 *
 * @param causality the chain of calls that this one belongs to ({@code CID})
 * @param extents what else travels with the call
 */
public record OrpcThis(Guid causality, List<Extent> extents) {

	private static final int MAJOR = 5;

	private static final int MINOR = 7;

	/** Where the chain is. */
	private static final int CAUSALITY = 2 * Short.BYTES + 2 * Integer.BYTES;

	/**
	 * Writes the structure.
	 * @param out where to
	 */
	public void write(NdrWriter out) {
		out.writeShort(MAJOR);
		out.writeShort(MINOR);
		out.writeInt(0);
		out.writeInt(0);
		out.writeGuid(this.causality);
		Extent.writeAll(out, this.extents);
	}

	/**
	 * Reads the chain of calls alone.
	 * @param stub what the structure is at the beginning of, which is left as it is
	 * @return the chain, or {@code null} if it is not there
	 */
	public static @Nullable Guid causality(ByteBuffer stub) {
		return (stub.remaining() < CAUSALITY + 2 * Long.BYTES) ? null
				: WireGuid.get(stub.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(stub.position() + CAUSALITY));
	}

	/**
	 * Reads the structure.
	 * @param in where from
	 * @return what was read
	 * @throws RpcFault {@code RPC_E_VERSION_MISMATCH} if the client speaks another
	 * version
	 */
	public static OrpcThis read(NdrReader in) {
		int major = in.readShort();
		in.readShort();
		if (major != MAJOR) {
			throw new RpcFault(HResult.RPC_E_VERSION_MISMATCH.value(), "A client speaks object RPC " + major);
		}
		in.readInt();
		in.readInt();
		return new OrpcThis(in.readGuid(), Extent.readAll(in));
	}

}
