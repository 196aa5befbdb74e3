package io.github.comspring.core.orpc.wire;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * A conformant array of marshalled interface pointers ({@code MInterfacePointer}).
 */
public final class PointerArray {

	private PointerArray() {
	}

	/**
	 * Writes an array.
	 * @param out where to
	 * @param references the references, {@code null} for null pointers
	 */
	public static void write(NdrWriter out, List<byte @Nullable []> references) {
		out.writeInt(references.size());
		for (byte[] each : references) {
			out.writeReferent(each != null);
		}
		for (byte[] each : references) {
			if (each != null) {
				out.align(4);
				out.writeInt(each.length);
				out.writeInt(each.length);
				out.writeBytes(each, 0, each.length);
			}
		}
		out.align(4);
	}

	/**
	 * Reads an array.
	 * @param in where from
	 * @return the references, {@code null} for null pointers
	 */
	public static List<byte @Nullable []> read(NdrReader in) {
		int count = in.readCount(4);
		boolean[] present = new boolean[count];
		for (int i = 0; i < count; i++) {
			present[i] = in.readReferent();
		}
		List<byte @Nullable []> references = new ArrayList<>(count);
		for (boolean each : present) {
			references.add(each ? readOne(in) : null);
		}
		return references;
	}

	/**
	 * Reads one marshalled interface pointer behind its referent id.
	 * @param in where from
	 * @return the reference
	 */
	public static byte[] readOne(NdrReader in) {
		int length = in.readCount(1);
		in.readInt();
		return in.readBytes(length);
	}

}
