package io.github.comspring.core.orpc.wire;

import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.rpc.pdu.RpcFault;

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
