package io.github.comspring.core.reference;

/**
 * A server that goes on and ends for reasons of its own.
 */
record NoServer() implements ClassObject.Server {

	@Override
	public void acquire() {
	}

	@Override
	public void release() {
	}

	@Override
	public boolean isKeptByClassObjects() {
		return false;
	}

}
