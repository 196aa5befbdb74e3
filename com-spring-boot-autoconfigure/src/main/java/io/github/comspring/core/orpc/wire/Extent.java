package io.github.comspring.core.orpc.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * An extension of a call or of its answer ({@code ORPC_EXTENT}, MS-DCOM section
 * 2.2.21.3).
 *
 * @param id what kind of extension it is
 * @param data its data
 */
public record Extent(Guid id, byte[] data) {

	/**
	 * Writes a pointer to an array of extensions.
	 * @param out where to
	 * @param extents the extensions; a null pointer if there is none
	 */
	static void writeAll(NdrWriter out, List<Extent> extents) {
		out.writeReferent(!extents.isEmpty());
		if (extents.isEmpty()) {
			return;
		}
		int slots = (extents.size() + 1) & ~1;
		out.writeInt(extents.size());
		out.writeInt(0);
		out.writeReferent(true);
		out.writeInt(slots);
		for (int i = 0; i < slots; i++) {
			out.writeReferent(i < extents.size());
		}
		extents.forEach((extent) -> extent.write(out));
	}

	private void write(NdrWriter out) {
		int padded = (this.data.length + 7) & ~7;
		out.align(4);
		out.writeInt(padded);
		out.writeGuid(this.id);
		out.writeInt(this.data.length);
		out.writeBytes(this.data, 0, this.data.length);
		for (int i = this.data.length; i < padded; i++) {
			out.writeByte(0);
		}
	}

	/**
	 * Reads a pointer to an array of extensions.
	 * @param in where from
	 * @return the extensions
	 */
	static List<Extent> readAll(NdrReader in) {
		if (!in.readReferent()) {
			return List.of();
		}
		in.readInt();
		in.readInt();
		if (!in.readReferent()) {
			return List.of();
		}
		int slots = in.readCount(4);
		boolean[] present = new boolean[slots];
		for (int i = 0; i < slots; i++) {
			present[i] = in.readReferent();
		}
		List<Extent> extents = new ArrayList<>();
		for (boolean each : present) {
			if (each) {
				extents.add(read(in));
			}
		}
		return extents;
	}

	private static Extent read(NdrReader in) {
		int padded = in.readCount(1);
		Guid id = in.readGuid();
		int size = in.readInt();
		byte[] data = in.readBytes(padded);
		return new Extent(id, (size >= 0 && size < padded) ? Arrays.copyOf(data, size) : data);
	}

	/**
	 * Finds an extension.
	 * @param extents the extensions
	 * @param id its kind
	 * @return its data, or {@code null} if it is not there
	 */
	public static byte @Nullable [] find(List<Extent> extents, Guid id) {
		for (Extent extent : extents) {
			if (extent.id.equals(id)) {
				return extent.data;
			}
		}
		return null;
	}

}
