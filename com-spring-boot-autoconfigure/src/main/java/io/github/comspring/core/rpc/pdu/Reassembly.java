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

	/**
	 * What each connection may have for its message beside what it shares with others.
	 */
	static final int FREE = 8 * 1024;

	private final RpcLimits limits;

	private final @Nullable MessageMemory memory;

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
		this(limits, room, null);
	}

	/**
	 * Begins with no data.
	 * @param limits how much there may be
	 * @param room where the data goes if it fits, or {@code null}
	 * @param memory what pays for a message that is not small, or {@code null} if its
	 * length alone bounds it
	 */
	public Reassembly(RpcLimits limits, byte @Nullable [] room, @Nullable MessageMemory memory) {
		this.limits = limits;
		this.memory = memory;
		this.data = (room != null) ? room : new byte[0];
	}

	/**
	 * Adds the stub data of a fragment.
	 * @param stub the data
	 * @param announced how much data is left, this fragment's included, as the sender
	 * says ({@code alloc_hint})
	 * @throws OversizeException if the message is longer than what is taken or there is
	 * memory for, from then on for each further fragment
	 * @throws ProtocolException if it has too many fragments
	 */
	public void add(ByteBuffer stub, int announced) throws OversizeException, ProtocolException {
		int added = stub.remaining();
		if (++this.fragments > this.limits.fragments()) {
			throw new ProtocolException("It sent a message of more than " + this.limits.fragments() + " fragments");
		}
		if (this.excess == null && added > this.limits.reassembledBytes() - this.length) {
			giveUp(new OversizeException((long) this.length + Math.max(added, announced),
					this.limits.reassembledBytes()));
		}
		if (this.excess == null && this.data.length - this.length < added) {
			grow(added, announced);
		}
		if (this.excess != null) {
			throw this.excess;
		}
		stub.get(this.data, this.length, added);
		this.length += added;
	}

	private void grow(int added, int announced) {
		long hinted = (long) this.length + Math.max(added, Math.min(announced, TRUST * added));
		int room = (int) Math.min(Math.max(hinted, 2L * this.length), this.limits.reassembledBytes());
		if (room > FREE && !isGiven(room - Math.max(FREE, this.data.length))) {
			giveUp(new OversizeException((long) this.length + Math.max(added, announced)));
			return;
		}
		this.data = Arrays.copyOf(this.data, room);
	}

	private boolean isGiven(int bytes) {
		return this.memory == null || this.memory.take(bytes);
	}

	private void giveUp(OversizeException reason) {
		this.excess = reason;
		this.data = new byte[0];
	}

	/**
	 * Returns the whole stub data.
	 * @return the data, backed by an array
	 */
	public ByteBuffer data() {
		return ByteBuffer.wrap(this.data, 0, this.length);
	}

}
