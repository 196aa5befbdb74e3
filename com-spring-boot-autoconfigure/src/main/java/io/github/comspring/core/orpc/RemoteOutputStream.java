package io.github.comspring.core.orpc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A stream of another process, which gets its bytes in pieces. Like most streams, for use
 * by one thread.
 */
final class RemoteOutputStream extends OutputStream {

	private final ByteSink sink;

	private final ByteBuffer piece = ByteBuffer.allocate(StreamPiece.SIZE);

	private boolean closed;

	RemoteOutputStream(ByteSink sink) {
		this.sink = sink;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int count) throws IOException {
		Objects.checkFromIndexSize(offset, count, bytes.length);
		if (this.closed) {
			throw new IOException("The stream is closed");
		}
		int from = offset;
		int end = offset + count;
		while (from < end) {
			int copied = Math.min(end - from, this.piece.remaining());
			this.piece.put(bytes, from, copied);
			from += copied;
			if (!this.piece.hasRemaining()) {
				send();
			}
		}
	}

	private void send() throws IOException {
		this.piece.flip();
		try {
			if (this.piece.hasRemaining()) {
				StreamCall.make(() -> this.sink.write(this.piece));
			}
		}
		finally {
			this.piece.clear();
		}
	}

	@Override
	public void flush() throws IOException {
		send();
		StreamCall.make(this.sink::flush);
	}

	@Override
	public void close() throws IOException {
		if (!this.closed) {
			this.closed = true;
			try {
				send();
			}
			finally {
				StreamCall.make(this.sink::close);
			}
		}
	}

}
