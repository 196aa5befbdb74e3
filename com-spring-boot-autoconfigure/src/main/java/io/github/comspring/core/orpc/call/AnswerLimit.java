package io.github.comspring.core.orpc.call;

import java.nio.ByteBuffer;
import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.wire.Extent;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer a client takes, so that the server need not send one that is longer:
 * whatever its pointers keep would be lost with it. It travels if it is not the usual
 * length.
 */
public final class AnswerLimit {

	/** The kind of the extension that carries it. */
	public static final Guid EXTENT = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A03}");

	private static final int USUAL = RpcLimits.DEFAULT.reassembledBytes();

	private AnswerLimit() {
	}

	/**
	 * Returns the extension for all calls of a client.
	 * @param bytes how long an answer it takes
	 * @return the extension, or none
	 */
	public static List<Extent> extents(int bytes) {
		return (bytes == USUAL) ? List.of()
				: List.of(new Extent(EXTENT, ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array()));
	}

	/**
	 * Reads a limit that came with a call.
	 * @param data the data of the extension, or {@code null} if none came
	 * @return how long an answer the client takes
	 */
	public static int read(byte @Nullable [] data) {
		return (data != null && data.length == Integer.BYTES) ? Math.max(0, ByteBuffer.wrap(data).getInt()) : USUAL;
	}

}
