package io.github.comspring.core.ndr.codec;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what a unique pointer points to. A pointee is written as a whole, what its own
 * pointers lead to directly after it; NDR's separate passes over flat and deferred parts
 * are needed for {@link NdrSlot slots} only. Immutable, and safe from any thread.
 *
 * @param <T> the Java type
 */
public interface NdrCodec<T> {

	/**
	 * Writes a value, aligned as its NDR type asks for.
	 * @param out where to
	 * @param value the value
	 */
	void write(NdrWriter out, T value);

	/**
	 * Reads a value.
	 * @param in where from
	 * @return the value, or {@code null} if the encoding has a null of its own
	 */
	@Nullable T read(NdrReader in);

	/**
	 * Describes the encoding.
	 * @param text what to append to
	 */
	void describe(TypeText text);

}
