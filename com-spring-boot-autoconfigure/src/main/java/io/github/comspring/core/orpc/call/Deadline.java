package io.github.comspring.core.orpc.call;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.wire.Extent;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of the call that a thread carries out, which the calls it makes in turn
 * cannot exceed. It travels as the time that is left, since clocks differ.
 *
 * @param end when the call has to be over
 * @param ticker tells the time in nanoseconds, without that in which this process did not
 * run
 */
public record Deadline(long end, LongSupplier ticker) {

	/** The kind of the extension that carries it. */
	public static final Guid EXTENT = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A02}");

	/** A day, in milliseconds. */
	private static final long LONGEST = 24 * 60 * 60 * 1000;

	/**
	 * Shortens the time for a call to what the thread has left.
	 * @param wanted the time
	 * @return the time or what is left, at least a moment
	 */
	public static Duration shorten(Duration wanted) {
		IncomingCall call = IncomingCall.current();
		if (call == null) {
			return wanted;
		}
		long left = Math.max(1, call.deadline().left());
		return (left < wanted.toNanos()) ? Duration.ofNanos(left) : wanted;
	}

	/**
	 * Returns how long it is until then.
	 * @return in nanoseconds, 0 or less if it has passed
	 */
	long left() {
		return this.end - this.ticker.getAsLong();
	}

	/**
	 * Returns the extension for a call.
	 * @param limit how long it may take
	 * @return the extension, in milliseconds
	 */
	public static Extent extent(Duration limit) {
		long millis = Math.max(1, limit.toMillis());
		return new Extent(EXTENT, ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
	}

	/**
	 * Reads a deadline that came with a call.
	 * @param data the data of the extension, or {@code null} if none came
	 * @param ticker tells the time in nanoseconds
	 * @return when the call has to be over; far away if nobody said
	 */
	public static Deadline read(byte @Nullable [] data, LongSupplier ticker) {
		long millis = (data != null && data.length == Long.BYTES) ? ByteBuffer.wrap(data).getLong() : LONGEST;
		return new Deadline(ticker.getAsLong() + 1_000_000 * Math.max(0, Math.min(millis, LONGEST)), ticker);
	}

}
