package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A stream of this process for writers in others.
 */
public final class LocalByteSink implements ByteSink {

	private final OutputStream stream;

	private final Consumer<? super LocalByteSink> closed;

	/**
	 * Creates it.
	 * @param stream the stream
	 * @param closed told once the writer has closed the stream
	 */
	public LocalByteSink(OutputStream stream, Consumer<? super LocalByteSink> closed) {
		this.stream = stream;
		this.closed = closed;
	}

	public OutputStream stream() {
		return this.stream;
	}

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
		try {
			this.stream.close();
		}
		finally {
			this.closed.accept(this);
		}
	}

}
