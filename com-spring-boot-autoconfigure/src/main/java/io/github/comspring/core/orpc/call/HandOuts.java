package io.github.comspring.core.orpc.call;

/**
 * Takes notice of references that a process is handed. Used by the thread of the call.
 */
@FunctionalInterface
public interface HandOuts {

	/**
	 * Takes notice of references.
	 * @param references the references
	 */
	void handOut(HandedOut references);

}
