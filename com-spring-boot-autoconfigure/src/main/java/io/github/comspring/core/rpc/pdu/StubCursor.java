package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Stub data on its way into fragments.
 */
final class StubCursor {

	private final List<ByteBuffer> buffers;

	/** The buffer that the next byte is in. */
	private int current;

	/** Where in it. */
	private int offset;

	private int remaining;

	/**
	 * Begins with the first byte.
	 * @param buffers the data, one buffer after the other, whose positions are left alone
	 */
	StubCursor(List<ByteBuffer> buffers) {
		this.buffers = buffers;
		for (int i = 0; i < buffers.size(); i++) {
			this.remaining += buffers.get(i).remaining();
		}
	}

	/**
	 * Returns how many bytes are left.
	 * @return the number
	 */
	int remaining() {
		return this.remaining;
	}

	/**
	 * Moves the next bytes.
	 * @param target where to
	 * @param count how many, no more than are left
	 */
	void get(ByteBuffer target, int count) {
		int left = count;
		while (left > 0) {
			ByteBuffer source = this.buffers.get(this.current);
			int part = Math.min(left, source.remaining() - this.offset);
			target.put(target.position(), source, source.position() + this.offset, part);
			target.position(target.position() + part);
			left -= part;
			this.offset += part;
			if (this.offset == source.remaining()) {
				this.current++;
				this.offset = 0;
			}
		}
		this.remaining -= count;
	}

}
