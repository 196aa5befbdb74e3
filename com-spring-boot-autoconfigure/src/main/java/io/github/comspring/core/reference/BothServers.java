package io.github.comspring.core.reference;

import io.github.comspring.core.reference.ClassObject.Server;

/**
 * A process and the module that it hosts, kept and let go together.
 *
 * @param process the process
 * @param module the module
 */
record BothServers(Server process, Server module) implements Server {

	@Override
	public void acquire() {
		this.process.acquire();
		this.module.acquire();
	}

	@Override
	public void release() {
		// The process last, which may end once nothing keeps it
		this.module.release();
		this.process.release();
	}

	@Override
	public String remedyFor(Throwable thrown) {
		return this.module.remedyFor(thrown);
	}

	@Override
	public boolean isKeptByClassObjects() {
		return this.process.isKeptByClassObjects();
	}

}
