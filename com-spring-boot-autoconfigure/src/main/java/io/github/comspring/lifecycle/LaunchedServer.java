package io.github.comspring.lifecycle;

import io.github.comspring.core.scm.server.ServerLifetime;

/**
 * A process that the service control manager has started for its clients: it registers
 * there, and ends when it has been without clients for a while.
 *
 * @param registration registers with the service control manager
 * @param lifetime keeps the process open until it is idle
 */
public record LaunchedServer(Runnable registration, ServerLifetime lifetime) implements ServerReference {

	@Override
	public void acquire() {
		this.registration.run();
		this.lifetime.begin();
	}

	@Override
	public void resumed() {
		this.lifetime.start();
	}

	@Override
	public void release() {
		this.lifetime.close();
	}

}
