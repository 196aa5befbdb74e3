package io.github.comspring.core.rpc.pdu;

import java.time.Duration;

import io.github.comspring.core.ResourceLimit;

/**
 * What a peer may use up. Reaching a limit is an error of its own and ends the call or
 * the connection that reached it, no other.
 *
 * @param connections how many connections a server serves
 * @param fragmentSize the largest fragment to send, in bytes, offered when binding
 * @param fragments how many fragments a request or response may have, raised to what the
 * longest one needs
 * @param reassembledBytes how long the stub data of a request or response may be
 * @param bindTime how long a client may take from connecting to the end of its first bind
 * @param idleTime how long a connection may be without a call
 * @param closeTime how long the calls under way may take to end when their server closes
 * @param budgets how much of that a single peer may use up, raised to what the longest
 * message needs
 */
public record RpcLimits(int connections, int fragmentSize, int fragments, int reassembledBytes, Duration bindTime,
		Duration idleTime, Duration closeTime, PeerBudgets budgets) {

	/** The smallest fragment that everybody takes ({@code MustRecvFragSize}). */
	public static final int SMALLEST_FRAGMENT = 1024;

	/** Less than what a fragment of the usual size carries. */
	private static final int LARGE_FRAGMENT = 60_000;

	private static final int CONNECTIONS = (int) Math.min(2048,
			Math.max(1, ResourceLimit.OPEN_FILES.ofThisProcess() / 2));

	/**
	 * Safe for most applications. Connections take half of the files that this process
	 * may have open, so that they alone do not use them up.
	 */
	public static final RpcLimits DEFAULT = new RpcLimits(CONNECTIONS, 65_528, 16_384, 64 << 20, Duration.ofSeconds(10),
			Duration.ofMinutes(10), Duration.ofSeconds(5), PeerBudgets.share(CONNECTIONS));

	/**
	 * Checks the limits.
	 * @throws IllegalArgumentException if one of them is out of its range
	 */
	public RpcLimits {
		if (connections < 1 || fragments < 1 || reassembledBytes < 0) {
			throw new IllegalArgumentException("A limit must be positive");
		}
		// The longest message must not fail for its number of fragments
		fragments = Math.max(fragments, reassembledBytes / LARGE_FRAGMENT);
		if (fragmentSize < SMALLEST_FRAGMENT || fragmentSize > 65_528 || fragmentSize % 8 != 0) {
			throw new IllegalArgumentException(
					"The size of a fragment must be a multiple of 8 between 1024 and 65528, not " + fragmentSize);
		}
		budgets = budgets.withRoomFor(reassembledBytes);
	}

	/**
	 * Creates limits that a single peer may use up alone.
	 */
	public RpcLimits(int connections, int fragmentSize, int fragments, int reassembledBytes, Duration bindTime,
			Duration idleTime, Duration closeTime) {
		this(connections, fragmentSize, fragments, reassembledBytes, bindTime, idleTime, closeTime,
				PeerBudgets.undivided(connections, reassembledBytes));
	}

	/**
	 * Returns the same limits with another one for messages.
	 * @param bytes how long the stub data of a request or response may be
	 * @return the limits
	 */
	public RpcLimits withReassembledBytes(int bytes) {
		return new RpcLimits(this.connections, this.fragmentSize, this.fragments, bytes, this.bindTime, this.idleTime,
				this.closeTime, this.budgets);
	}

	/**
	 * Returns the same limits with other budgets.
	 * @param other how much a single peer may use up
	 * @return the limits
	 */
	public RpcLimits withBudgets(PeerBudgets other) {
		return new RpcLimits(this.connections, this.fragmentSize, this.fragments, this.reassembledBytes, this.bindTime,
				this.idleTime, this.closeTime, other);
	}

	/**
	 * Returns the limits for who has not introduced itself.
	 * @return the same limits with a small one for messages
	 */
	public RpcLimits forStrangers() {
		return withReassembledBytes(Math.min(this.reassembledBytes, this.budgets.strangersMessage()));
	}

}
