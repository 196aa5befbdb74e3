package io.github.comspring.core.orpc.call;

/**
 * Takes notice of what a process is handed, until it is known to have it. Used by the
 * thread of the call.
 */
public interface HandOuts {

	/**
	 * Takes notice of references.
	 * @param references the references
	 */
	void handOut(HandedOut references);

	/**
	 * Takes notice of what to do if the process does not get what it is handed.
	 * @param task takes it back; takes no time
	 */
	void ifUndelivered(Runnable task);

}
