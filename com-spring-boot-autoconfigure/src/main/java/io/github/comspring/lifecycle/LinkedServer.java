package io.github.comspring.lifecycle;

import io.github.comspring.core.scm.server.HostLink;

/**
 * A server whose classes a host knows of, until the application stops.
 *
 * @param server decides how long the process goes on
 * @param link registers with the host
 */
public record LinkedServer(ServerReference server, HostLink link) implements ServerReference {

	@Override
	public void acquire() {
		this.server.acquire();
	}

	@Override
	public void resumed() {
		this.server.resumed();
	}

	@Override
	public void release() {
		this.server.release();
		this.link.close();
	}

}
