package io.github.comspring.core.orpc.wire;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * Texts in the interfaces of COM, which are no Java methods: {@code BSTR} as MS-OAUT has
 * it on the wire.
 */
public final class Texts {

	private static final int NULL_LENGTH = -1;

	private Texts() {
	}

	/**
	 * Writes a text.
	 * @param out where to
	 * @param text the text, or {@code null}
	 */
	public static void write(NdrWriter out, @Nullable String text) {
		out.writeReferent(true);
		int length = (text != null) ? text.length() : 0;
		out.writeInt(length);
		out.writeInt((text != null) ? 2 * length : NULL_LENGTH);
		out.writeInt(length);
		for (int i = 0; i < length; i++) {
			out.writeShort(text.charAt(i));
		}
	}

	/**
	 * Reads a text.
	 * @param in where from
	 * @return the text, or {@code null}
	 */
	public static @Nullable String read(NdrReader in) {
		if (!in.readReferent()) {
			return null;
		}
		int length = in.readCount(2);
		int bytes = in.readInt();
		in.readInt();
		char[] units = new char[length];
		for (int i = 0; i < length; i++) {
			units[i] = (char) in.readShort();
		}
		return (bytes == NULL_LENGTH) ? null : new String(units);
	}

}
