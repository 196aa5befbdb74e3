package io.github.comspring.core.ndr.codec;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * A place for one value in a parameter list, a structure or an array: a primitive, or the
 * unique pointer that every Java reference is. Slots are flat: inside a structure or an
 * array, what pointers point to is deferred until after all slots, in their order.
 * Immutable, and safe from any thread.
 */
public interface NdrSlot {

	/**
	 * Returns how many bytes the flat part takes, which is its alignment too.
	 * @return 1, 2, 4 or 8
	 */
	int size();

	/**
	 * Writes the flat part: a primitive, or a referent id.
	 * @param out where to
	 * @param value the value
	 */
	void writeFlat(NdrWriter out, @Nullable Object value);

	/**
	 * Reads the flat part.
	 * @param in where from
	 * @return the value, or for a pointer whether there is one
	 */
	@Nullable Object readFlat(NdrReader in);

	/**
	 * Writes all of a value, as a parameter or result has it.
	 * @param out where to
	 * @param value the value
	 */
	default void write(NdrWriter out, @Nullable Object value) {
		writeFlat(out, value);
	}

	/**
	 * Writes a null pointer or zero, as long as the flat part is.
	 * @param out where to
	 */
	default void writeNothing(NdrWriter out) {
		out.align(size());
		for (int i = 0; i < size(); i++) {
			out.writeByte(0);
		}
	}

	/**
	 * Reads all of a value.
	 * @param in where from
	 * @return the value
	 */
	default @Nullable Object read(NdrReader in) {
		return readFlat(in);
	}

	/**
	 * Describes the encoding.
	 * @param text what to append to
	 */
	void describe(TypeText text);

}
