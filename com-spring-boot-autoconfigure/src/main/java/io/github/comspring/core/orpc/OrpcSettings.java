package io.github.comspring.core.orpc;

import java.time.Duration;

import io.github.comspring.HResult;
import io.github.comspring.core.ndr.MessageLimit;
import io.github.comspring.core.rpc.pdu.RpcLimits;

/**
 * How the object RPC of a process behaves.
 *
 * @param limits what other processes may use up
 * @param callTimeout how long a call may take if nothing else is said
 * @param objectsOfPeer how many objects of this process another one may hold
 */
public record OrpcSettings(RpcLimits limits, Duration callTimeout, int objectsOfPeer) {

	/** How many objects another process may hold if nothing else is said. */
	public static final int OBJECTS_OF_PEER = 100_000;

	private static final int MOST_OF_STREAM = 256 * 1024;

	/** Safe for most applications. */
	public static final OrpcSettings DEFAULT = new OrpcSettings(RpcLimits.DEFAULT, Duration.ofMinutes(1));

	/**
	 * Creates settings with the usual number of objects.
	 * @param limits what other processes may use up
	 * @param callTimeout how long a call may take if nothing else is said
	 */
	public OrpcSettings(RpcLimits limits, Duration callTimeout) {
		this(limits, callTimeout, OBJECTS_OF_PEER);
	}

	/**
	 * Returns how long the arguments of a call of this process may be.
	 * @return the limit, with {@code RPC_E_CLIENT_CANTMARSHAL_DATA}
	 */
	MessageLimit arguments() {
		return new MessageLimit(this.limits.reassembledBytes(), HResult.RPC_E_CLIENT_CANTMARSHAL_DATA, "The arguments");
	}

	/**
	 * Returns how long the results of a call to this process may be.
	 * @return the limit, with {@code RPC_E_SERVER_CANTMARSHAL_DATA}
	 */
	MessageLimit results() {
		return new MessageLimit(this.limits.reassembledBytes(), HResult.RPC_E_SERVER_CANTMARSHAL_DATA, "The results");
	}

	/**
	 * Returns how much of a stream passes in one call, which leaves room for the rest of
	 * the message.
	 * @return the number of bytes, so many that the round trip does not count
	 */
	int streamPiece() {
		return Math.max(1, Math.min(MOST_OF_STREAM, this.limits.reassembledBytes() / 2));
	}

}
