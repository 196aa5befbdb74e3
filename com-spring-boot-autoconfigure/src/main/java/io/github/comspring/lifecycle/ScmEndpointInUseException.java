package io.github.comspring.lifecycle;

import java.io.Serial;

import io.github.comspring.core.rpc.Endpoint;

/**
 * The application cannot be a host, because another process listens at its endpoint.
 */
public final class ScmEndpointInUseException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Endpoint endpoint;

	/**
	 * Creates an exception.
	 * @param endpoint the endpoint
	 */
	ScmEndpointInUseException(Endpoint endpoint) {
		super("Another process listens at " + endpoint);
		this.endpoint = endpoint;
	}

	/**
	 * Returns where the other process listens.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.endpoint;
	}

}
