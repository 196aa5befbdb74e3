package io.github.comspring.core.orpc.call;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a call that came in ({@code CoGetCallContext}).
 *
 * @param client the number of the calling process: its OXID, or one that was made up for
 * a client that has not introduced itself
 * @param peer what the kernel says of the process
 * @param trusted whether the process may speak for others: it knows the secret that this
 * process was launched with
 * @param keyholder whether the process is the service control manager of this one, which
 * alone has its key
 * @param authenticationLevel how well its messages are protected
 * @param association the connections that it calls through
 */
public record Caller(long client, Peer peer, boolean trusted, boolean keyholder,
		AuthenticationLevel authenticationLevel, Association association) {

	/**
	 * Takes the call that a thread carries out along to a thread that carries out a part
	 * of it: who makes it, its deadline, and whether anybody still waits for it.
	 */
	public static final CallContext CONTEXT = (part) -> {
		IncomingCall call = IncomingCall.current();
		return () -> {
			IncomingCall before = IncomingCall.replace(call);
			try {
				part.run();
			}
			finally {
				IncomingCall.replace(before);
			}
		};
	};

	/**
	 * Returns who makes the call that this thread carries out.
	 * @return the caller, or {@code null} if the thread carries out no call from outside
	 */
	public static @Nullable Caller current() {
		IncomingCall call = IncomingCall.current();
		return (call != null) ? call.caller() : null;
	}

}
