package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The stub data of one message, put together from its fragments. Memory grows with what
 * has arrived: what is announced counts for no more than some times of it.
 */
public final class Reassembly {

	/** So that most large messages are never copied for growth. */
	private static final int TRUST = 8;

	private final RpcLimits limits;

	private byte[] data;

	private int length;

	private int fragments;

	private @Nullable OversizeException excess;

	/**
	 * Begins with no data.
	 * @param limits how much there may be
	 * @param room where the data goes if it fits, or {@code null}
	 */
	public Reassembly(RpcLimits limits, byte @Nullable [] room) {
		this.limits = limits;
		this.data = (room != null) ? room : new byte[0];
	}

	/**
	 * Adds the stub data of a fragment.
	 * @param stub the data
	 * @param announced how much data is left, this fragment's included, as the sender
	 * says ({@code alloc_hint})
	 * @throws OversizeException if the message is longer than what is taken, from then on
	 * for each further fragment
	 * @throws ProtocolException if it has too many fragments
	 */
	public void add(ByteBuffer stub, int announced) throws OversizeException, ProtocolException {
		int added = stub.remaining();
		if (++this.fragments > this.limits.fragments()) {
			throw new ProtocolException("It sent a message of more than " + this.limits.fragments() + " fragments");
		}
		if (this.excess == null && added > this.limits.reassembledBytes() - this.length) {
			this.excess = new OversizeException((long) this.length + Math.max(added, announced),
					this.limits.reassembledBytes());
			this.data = new byte[0];
		}
		if (this.excess != null) {
			throw this.excess;
		}
		if (this.data.length - this.length < added) {
			grow(added, announced);
		}
		stub.get(this.data, this.length, added);
		this.length += added;
	}

	private void grow(int added, int announced) {
		long hinted = (long) this.length + Math.max(added, Math.min(announced, TRUST * added));
		long room = Math.max(hinted, 2L * this.length);
		this.data = Arrays.copyOf(this.data, (int) Math.min(room, this.limits.reassembledBytes()));
	}

	/**
	 * Returns the whole stub data.
	 * @return the data, backed by an array
	 */
	public ByteBuffer data() {
		return ByteBuffer.wrap(this.data, 0, this.length);
	}

}
