package io.github.comspring.core.orpc.remote;

import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * Another process with objects (an OXID entry). Safe from any thread.
 */
public final class RemoteProcess {

	private final long oxid;

	private final Endpoint endpoint;

	private final RemUnknown unknown;

	private final Releases releases;

	/**
	 * Creates a process that has not been called.
	 * @param oxid its number, or 0 if it is not known
	 * @param endpoint where it listens
	 * @param unknown calls it
	 */
	public RemoteProcess(long oxid, Endpoint endpoint, RemUnknown unknown) {
		this.oxid = oxid;
		this.endpoint = endpoint;
		this.unknown = unknown;
		this.releases = new Releases(endpoint, unknown);
	}

	/**
	 * Returns the number of the process.
	 * @return the OXID, or 0 if it is not known
	 */
	public long oxid() {
		return this.oxid;
	}

	/**
	 * Returns where the process listens.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Returns what the process answers about all its objects.
	 * @return the interface
	 */
	public RemUnknown unknown() {
		return this.unknown;
	}

	/**
	 * Returns the references that are to be given back.
	 */
	Releases releases() {
		return this.releases;
	}

	@Override
	public String toString() {
		return "process at " + this.endpoint;
	}

}
