package io.github.comspring.core.orpc;

/**
 * How much of a stream passes in one call.
 */
final class StreamPiece {

	/** In bytes: so many that the round trip does not count. */
	static final int SIZE = 256 * 1024;

	private StreamPiece() {
	}

}
