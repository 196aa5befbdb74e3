package io.github.comspring.core.orpc;

import java.time.Duration;

import io.github.comspring.core.rpc.RpcLimits;

/**
 * How the object RPC of a process behaves.
 *
 * @param limits what other processes may use up
 * @param callTimeout how long a call may take if nothing else is said
 */
public record OrpcSettings(RpcLimits limits, Duration callTimeout) {

	/** Safe for most applications. */
	public static final OrpcSettings DEFAULT = new OrpcSettings(RpcLimits.DEFAULT, Duration.ofMinutes(1));

}
