package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.github.comspring.ComInterface;

/**
 * An {@link java.io.OutputStream} on the wire.
 */
@ComInterface("{7C1D6A52-0D0F-4E57-9A5B-4B1C2E9D6F02}")
public interface ByteSink {

	/**
	 * Writes a piece.
	 * @param piece the bytes
	 * @throws IOException if the stream fails
	 */
	void write(ByteBuffer piece) throws IOException;

	/**
	 * Flushes the stream.
	 * @throws IOException if that fails
	 */
	void flush() throws IOException;

	/**
	 * Closes the stream.
	 * @throws IOException if that fails
	 */
	void close() throws IOException;

}
