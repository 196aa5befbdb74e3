package io.github.comspring.core.rpc;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Stub data on its way into fragments.
 */
final class StubCursor {

	private final List<ByteBuffer> buffers;

	private int next;

	private ByteBuffer current = ByteBuffer.allocate(0);

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
			if (!this.current.hasRemaining()) {
				this.current = this.buffers.get(this.next++).duplicate();
				continue;
			}
			int part = Math.min(left, this.current.remaining());
			target.put(target.position(), this.current, this.current.position(), part);
			target.position(target.position() + part);
			this.current.position(this.current.position() + part);
			left -= part;
		}
		this.remaining -= count;
	}

}
