package io.github.comspring.core.orpc.wire;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;

/**
 * References to one interface pointer ({@code REMINTERFACEREF}, MS-DCOM section 2.2.23).
 * Private references, which would belong to one principal, are not used.
 *
 * @param ipid the interface pointer
 * @param publicRefs how many references
 */
public record InterfaceRef(Guid ipid, int publicRefs) {

	private static final int LENGTH = 24;

	/**
	 * Writes an array with its number.
	 * @param out where to
	 * @param refs the array
	 */
	public static void writeAll(NdrWriter out, List<InterfaceRef> refs) {
		out.writeShort(refs.size());
		out.writeInt(refs.size());
		for (InterfaceRef each : refs) {
			out.writeGuid(each.ipid);
			out.writeInt(each.publicRefs);
			out.writeInt(0);
		}
	}

	/**
	 * Reads an array with its number. Numbers of references that nobody could have are
	 * taken for none.
	 * @param in where from
	 * @return the array
	 */
	public static List<InterfaceRef> readAll(NdrReader in) {
		in.readShort();
		int count = in.readCount(LENGTH);
		List<InterfaceRef> refs = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			Guid ipid = in.readGuid();
			refs.add(new InterfaceRef(ipid, Math.max(0, in.readInt())));
			in.readInt();
		}
		return refs;
	}

}
