package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A stream of this process for a reader in another.
 */
public final class LocalByteSource implements ByteSource {

	private static final SoftReference<byte[]> NONE = new SoftReference<>(null);

	private final InputStream stream;

	private final int most;

	private final Consumer<? super LocalByteSource> closed;

	/**
	 * Where every piece is read into: the reader asks for the next one when it has got
	 * the last one. It may take long to do so, or keep its end of the stream after it has
	 * read all: however many streams others have open here, this is no memory that the
	 * process lacks.
	 */
	private SoftReference<byte[]> piece = NONE;

	/**
	 * Creates it.
	 * @param stream the stream
	 * @param most how many bytes a piece has at most
	 * @param closed told once the reader has closed the stream
	 */
	public LocalByteSource(InputStream stream, int most, Consumer<? super LocalByteSource> closed) {
		this.stream = stream;
		this.most = most;
		this.closed = closed;
	}

	public InputStream stream() {
		return this.stream;
	}

	@Override
	public @Nullable ByteBuffer read(int limit) throws IOException {
		int size = Math.max(1, Math.min(limit, this.most));
		byte[] target = this.piece.get();
		if (target == null || target.length < size) {
			target = new byte[size];
			this.piece = new SoftReference<>(target);
		}
		int length = this.stream.read(target, 0, size);
		if (length < 0) {
			this.piece = NONE;
			return null;
		}
		return ByteBuffer.wrap(target, 0, length);
	}

	@Override
	public void close() throws IOException {
		this.piece = NONE;
		try {
			this.stream.close();
		}
		finally {
			this.closed.accept(this);
		}
	}

}
