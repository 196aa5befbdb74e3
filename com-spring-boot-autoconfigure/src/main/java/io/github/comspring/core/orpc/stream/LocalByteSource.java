package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * A stream of this process for a reader in another.
 */
public final class LocalByteSource implements ByteSource {

	private static final byte[] NONE = new byte[0];

	private final InputStream stream;

	private final int most;

	/**
	 * Where every piece is read into: the reader asks for the next one when it has got
	 * the last one. The reader may keep its end of the stream long after it has read all.
	 */
	private byte[] piece = NONE;

	/**
	 * Creates it.
	 * @param stream the stream
	 * @param most how many bytes a piece has at most
	 */
	public LocalByteSource(InputStream stream, int most) {
		this.stream = stream;
		this.most = most;
	}

	public InputStream stream() {
		return this.stream;
	}

	@Override
	public @Nullable ByteBuffer read(int limit) throws IOException {
		int size = Math.max(1, Math.min(limit, this.most));
		byte[] target = this.piece;
		if (target.length < size) {
			target = new byte[size];
			this.piece = target;
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
		this.stream.close();
	}

}
