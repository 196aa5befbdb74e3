package io.github.comspring.core.orpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A stream of this process for readers in others.
 *
 * @param stream the stream
 */
record LocalByteSource(InputStream stream) implements ByteSource {

	@Override
	public byte @Nullable [] read(int limit) throws IOException {
		byte[] piece = new byte[Math.max(1, Math.min(limit, StreamPiece.SIZE))];
		int length = this.stream.read(piece);
		if (length < 0) {
			return null;
		}
		return (length == piece.length) ? piece : Arrays.copyOf(piece, length);
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

}
