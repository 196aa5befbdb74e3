package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A stream of another process. Like most streams, for use by one thread.
 */
public final class RemoteInputStream extends InputStream {

	private final ByteSource source;

	private final ByteSource pieces;

	private final int most;

	/** What is left of the last piece, {@code null} after the end. */
	private @Nullable ByteBuffer piece = ByteBuffer.allocate(0);

	private boolean untouched = true;

	private boolean closed;

	/**
	 * Creates it.
	 * @param source where the bytes come from
	 * @param call calls it, or {@code null} if it is no proxy
	 * @param most how many bytes it asks for at once
	 */
	public RemoteInputStream(ByteSource source, @Nullable OperationCall call, int most) {
		this.source = source;
		this.pieces = (call != null) ? new RemoteByteSource(source, call) : source;
		this.most = most;
	}

	/**
	 * Returns where the bytes come from, for a third process or back to there.
	 * @return the other end
	 */
	public ByteSource source() {
		return this.source;
	}

	/**
	 * Tells whether all bytes are still at the other end, so that it can be passed on
	 * itself.
	 * @return whether nothing was read or closed
	 */
	public boolean isUntouched() {
		return this.untouched;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(one[0]);
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, target.length);
		if (length == 0) {
			return 0;
		}
		ByteBuffer current = fill();
		if (current == null) {
			return -1;
		}
		int copied = Math.min(length, current.remaining());
		current.get(target, offset, copied);
		return copied;
	}

	private @Nullable ByteBuffer fill() throws IOException {
		if (this.closed) {
			throw new IOException("The stream is closed");
		}
		if (this.piece != null && !this.piece.hasRemaining()) {
			this.untouched = false;
			StreamCall.make(() -> this.piece = this.pieces.read(this.most));
		}
		return this.piece;
	}

	@Override
	public int available() {
		return (this.piece != null) ? this.piece.remaining() : 0;
	}

	@Override
	public void close() throws IOException {
		if (!this.closed) {
			this.closed = true;
			this.untouched = false;
			this.piece = null;
			StreamCall.make(this.pieces::close);
		}
	}

}
