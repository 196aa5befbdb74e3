package io.github.comspring.core.apartment;

/**
 * Lets a call that another thread runs take the context of its caller along, such as the
 * caller's identity. Safe from any thread.
 */
@FunctionalInterface
public interface CallContext {

	/** Takes nothing along. */
	CallContext NONE = (call) -> call;

	/**
	 * Wraps a call, on the caller's thread.
	 * @param call the call
	 * @return a call that has the caller's context on whatever thread runs it, and leaves
	 * nothing of it there
	 */
	Runnable carry(Runnable call);

	/**
	 * Returns a context that takes along what another one does, too.
	 * @param other the other one
	 * @return the context
	 */
	default CallContext and(CallContext other) {
		return (call) -> carry(other.carry(call));
	}

}
