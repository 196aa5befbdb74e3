package io.github.comspring.core.scm.program;

import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where a process is launched to, and as whom.
 *
 * @param scm where the service control manager listens for it
 * @param runAs the user that it runs as, or {@code null} for that of this process
 */
public record LaunchSite(Endpoint scm, @Nullable RunAs runAs) {

	/**
	 * Tells whether a process that was launched here may listen at an endpoint: it has a
	 * directory, and nobody connects to anything else that it names.
	 * @param endpoint the endpoint
	 * @return whether it may
	 */
	public boolean admits(UnixEndpoint endpoint) {
		return endpoint.isBeside(this.scm);
	}

}
