package io.github.comspring.place.served;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.github.comspring.ComInterface;
import io.github.comspring.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes streams. The bytes are 0, 1, 2 and so on.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000009}")
public interface Streams {

	/** The class id. */
	String CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000010}";

	/** The ProgID. */
	String PROG_ID = "Place.Streams";

	/** Reads a stream to its end, checks its bytes and counts them. */
	int read(InputStream in) throws IOException;

	/** Reads a byte. */
	int readOne(InputStream in) throws IOException;

	/** Closes a stream. */
	void close(InputStream in) throws IOException;

	/** Opens a stream of so many bytes. */
	InputStream open(int size);

	/** Opens a stream that fails after so many bytes. */
	InputStream openFailing(int size, String message);

	/** Tells whether the stream that was opened last was closed. */
	boolean isClosed();

	/** Writes so many bytes, and neither flushes nor closes. */
	void write(OutputStream out, int size) throws IOException;

	/** Closes a stream. */
	void close(OutputStream out) throws IOException;

	/** Writes to a stream, and tells how that failed. */
	String failureOf(OutputStream out);

	/** Takes what the client writes. */
	OutputStream sink();

	/** Tells how many bytes came to the sink. */
	int sunk();

	/** Keeps a stream for {@link #readKept()}. */
	void keep(@Kept InputStream in);

	/** Keeps a stream that is only lent for {@link #readKept()}. */
	void remember(InputStream in);

	/** Reads the stream that was kept. */
	int readKept() throws IOException;

	/** Returns its argument. */
	@Nullable InputStream echo(@Nullable InputStream in);

	/** Returns its argument. */
	@Nullable OutputStream echo(@Nullable OutputStream out);

}
