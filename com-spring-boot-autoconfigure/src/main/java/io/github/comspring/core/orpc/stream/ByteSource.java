package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.github.comspring.ComInterface;
import org.jspecify.annotations.Nullable;

/**
 * An {@link java.io.InputStream} on the wire: whoever reads it asks for one piece after
 * the other, so that any amount of data passes in bounded memory.
 */
@ComInterface("{7C1D6A52-0D0F-4E57-9A5B-4B1C2E9D6F01}")
public interface ByteSource {

	/**
	 * Reads a piece.
	 * @param limit how many bytes to read at most, at least one
	 * @return the bytes, at least one, or {@code null} at the end
	 * @throws IOException if the stream fails
	 */
	@Nullable ByteBuffer read(int limit) throws IOException;

	/**
	 * Closes the stream.
	 * @throws IOException if that fails
	 */
	void close() throws IOException;

}
