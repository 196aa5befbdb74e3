package io.github.comspring.core.orpc.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import io.github.comspring.core.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * A stream of another process, which gets its bytes in pieces. An argument is flushed at
 * the end of its call, whatever thread still writes to it.
 */
public final class RemoteOutputStream extends OutputStream {

	private final ByteSink sink;

	/** As a buffered stream of the JDK has one. */
	private final ReentrantLock lock = new ReentrantLock();

	private final int most;

	/** What waits to be sent, {@code null} before anything was written and at the end. */
	@GuardedBy("lock")
	private @Nullable ByteBuffer piece;

	/** Whether something was written since the last flush. */
	@GuardedBy("lock")
	private boolean written;

	@GuardedBy("lock")
	private boolean closed;

	/**
	 * Creates it.
	 * @param sink where the bytes go
	 * @param most how many bytes it sends at once
	 */
	public RemoteOutputStream(ByteSink sink, int most) {
		this.sink = sink;
		this.most = most;
	}

	/**
	 * Returns where the bytes go, for a third process or back to where they come from.
	 * @return the other end
	 */
	public ByteSink sink() {
		return this.sink;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int count) throws IOException {
		Objects.checkFromIndexSize(offset, count, bytes.length);
		this.lock.lock();
		try {
			if (this.closed) {
				throw new IOException("The stream is closed");
			}
			this.written |= count > 0;
			put(bytes, offset, offset + count);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void put(byte[] bytes, int offset, int end) throws IOException {
		ByteBuffer filling = (this.piece != null) ? this.piece : ByteBuffer.allocate(this.most);
		this.piece = filling;
		int from = offset;
		while (from < end) {
			int copied = Math.min(end - from, filling.remaining());
			filling.put(bytes, from, copied);
			from += copied;
			if (!filling.hasRemaining()) {
				send();
			}
		}
	}

	private void send() throws IOException {
		ByteBuffer filled = this.piece;
		if (filled == null) {
			return;
		}
		filled.flip();
		try {
			if (filled.hasRemaining()) {
				StreamCall.make(() -> this.sink.write(filled));
			}
		}
		finally {
			filled.clear();
		}
	}

	@Override
	public void flush() throws IOException {
		this.lock.lock();
		try {
			this.written = false;
			send();
			StreamCall.make(this.sink::flush);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Flushes the stream if something was written since that was done last, which closing
	 * it does too.
	 * @throws IOException if the other end fails or cannot be called
	 */
	public void flushWritten() throws IOException {
		this.lock.lock();
		try {
			if (this.written) {
				flush();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() throws IOException {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.closed = true;
				this.written = false;
				try {
					send();
				}
				finally {
					this.piece = null;
					StreamCall.make(this.sink::close);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
