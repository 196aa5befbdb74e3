package io.github.comspring.core.orpc.wire;

import java.util.List;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;

/**
 * What comes before the results of each call ({@code ORPCTHAT}, MS-DCOM section
 * 2.2.13.4).
 *
 * @param extents what else travels with the answer
 */
public record OrpcThat(List<Extent> extents) {

	/** Nothing but the results. */
	public static final OrpcThat EMPTY = new OrpcThat(List.of());

	/**
	 * Writes the structure.
	 * @param out where to
	 */
	public void write(NdrWriter out) {
		out.writeInt(0);
		Extent.writeAll(out, this.extents);
	}

	/**
	 * Reads the structure.
	 * @param in where from
	 * @return what was read
	 */
	public static OrpcThat read(NdrReader in) {
		in.readInt();
		return new OrpcThat(Extent.readAll(in));
	}

}
