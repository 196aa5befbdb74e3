package io.github.comspring.core.rpc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The stub data of one message, put together from its fragments. Memory grows with what
 * has arrived, never with what was announced.
 */
final class Reassembly {

	private final RpcLimits limits;

	private byte[] data = new byte[0];

	private int length;

	private int fragments;

	Reassembly(RpcLimits limits) {
		this.limits = limits;
	}

	/**
	 * Adds the stub data of a fragment.
	 * @param stub the data
	 * @throws ProtocolException if a limit is exceeded
	 */
	void add(ByteBuffer stub) throws ProtocolException {
		int added = stub.remaining();
		if (++this.fragments > this.limits.fragments()) {
			throw new ProtocolException("It sent a message of more than " + this.limits.fragments() + " fragments");
		}
		if (added > this.limits.reassembledBytes() - this.length) {
			throw new ProtocolException("It sent a message of more than " + this.limits.reassembledBytes() + " bytes");
		}
		if (this.data.length - this.length < added) {
			this.data = (this.length == 0) ? new byte[added]
					: Arrays.copyOf(this.data, Math.max(this.length + added, this.length * 2));
		}
		stub.get(this.data, this.length, added);
		this.length += added;
	}

	/**
	 * Returns the whole stub data.
	 * @return the data, backed by an array
	 */
	ByteBuffer data() {
		return ByteBuffer.wrap(this.data, 0, this.length);
	}

}
