package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A stream of this process for writers in others.
 *
 * @param stream the stream
 */
public record LocalByteSink(OutputStream stream) implements ByteSink {

	@Override
	public void write(ByteBuffer piece) throws IOException {
		this.stream.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
	}

	@Override
	public void flush() throws IOException {
		this.stream.flush();
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

}
