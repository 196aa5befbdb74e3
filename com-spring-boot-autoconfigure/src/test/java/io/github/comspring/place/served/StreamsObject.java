package io.github.comspring.place.served;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes.
 */
public final class StreamsObject implements Streams {

	private volatile boolean closed;

	private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

	private @Nullable InputStream kept;

	@Override
	public int read(InputStream in) throws IOException {
		int count = 0;
		for (int value = in.read(); value >= 0; value = in.read()) {
			if (value != (count & 0xFF)) {
				throw new IOException("Byte " + count + " is " + value);
			}
			count++;
		}
		return count;
	}

	@Override
	public int readOne(InputStream in) throws IOException {
		return in.read();
	}

	@Override
	public void close(InputStream in) throws IOException {
		in.close();
	}

	@Override
	public InputStream open(int size) {
		this.closed = false;
		return new FilterInputStream(new ByteArrayInputStream(bytes(size))) {

			@Override
			public void close() {
				StreamsObject.this.closed = true;
			}

		};
	}

	@Override
	public InputStream openFailing(int size, String message) {
		return new SequenceInputStream(new ByteArrayInputStream(bytes(size)), new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException(message);
			}

		});
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public void write(OutputStream out, int size) throws IOException {
		out.write(bytes(size));
	}

	@Override
	public void close(OutputStream out) throws IOException {
		out.close();
	}

	@Override
	public String failureOf(OutputStream out) {
		try {
			out.write(1);
			out.flush();
			return "no failure";
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	@Override
	public OutputStream sink() {
		return this.sink;
	}

	@Override
	public int sunk() {
		return this.sink.size();
	}

	@Override
	public void keep(InputStream in) {
		this.kept = in;
	}

	@Override
	public void remember(InputStream in) {
		this.kept = in;
	}

	@Override
	public int readKept() throws IOException {
		return read(Objects.requireNonNull(this.kept));
	}

	@Override
	public @Nullable InputStream echo(@Nullable InputStream in) {
		return in;
	}

	@Override
	public @Nullable OutputStream echo(@Nullable OutputStream out) {
		return out;
	}

	/**
	 * Returns the bytes that streams have.
	 * @param size how many
	 */
	public static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) i;
		}
		return bytes;
	}

}
