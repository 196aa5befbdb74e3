package io.github.comspring.core.orpc.call;

import java.nio.ByteBuffer;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.wire.Extent;
import org.jspecify.annotations.Nullable;

/**
 * The number of a {@code RemRelease}, by which a process that receives it again, since
 * its answer was lost, knows that it has carried it out.
 */
public final class ReleaseNumber {

	/** The kind of the extension that carries it. */
	public static final Guid EXTENT = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A04}");

	private ReleaseNumber() {
	}

	/**
	 * Returns the extension for a call.
	 * @param number the number, higher than that of any release before
	 * @return the extension
	 */
	public static Extent extent(long number) {
		return new Extent(EXTENT, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
	}

	/**
	 * Reads the number that came with the call of this thread.
	 * @return the number, or 0 if none came
	 */
	public static long current() {
		byte @Nullable [] data = IncomingCall.extent(EXTENT);
		return (data != null && data.length == Long.BYTES) ? ByteBuffer.wrap(data).getLong() : 0;
	}

}
