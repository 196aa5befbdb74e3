package io.github.comspring.core.ndr.value;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a text as {@code BSTR} has it: a {@code FLAGGED_WORD_BLOB}, of UTF-16 code
 * units. A client that is not Java may send the null text that this structure has of its
 * own.
 */
final class StringCodec implements NdrCodec<String> {

	/** The length in bytes of a null {@code BSTR}. */
	private static final int NULL = -1;

	@Override
	public void write(NdrWriter out, String value) {
		int length = value.length();
		out.writeInt(length);
		// Overflows for a text that then has no room in any array
		out.writeInt(length * Character.BYTES);
		out.writeInt(length);
		out.writeChars(value);
	}

	@Override
	public @Nullable String read(NdrReader in) {
		long capacity = Integer.toUnsignedLong(in.readInt());
		int bytes = in.readInt();
		int length = in.readCount(Character.BYTES);
		if (length != capacity || (bytes != NULL && bytes != length * Character.BYTES)) {
			throw NdrReader.badStub("A text of " + length + " characters announces " + capacity + ", and "
					+ Integer.toUnsignedString(bytes) + " bytes");
		}
		String value = in.readChars(length);
		return (bytes != NULL) ? value : null;
	}

	@Override
	public void describe(TypeText text) {
		text.append("string");
	}

}
