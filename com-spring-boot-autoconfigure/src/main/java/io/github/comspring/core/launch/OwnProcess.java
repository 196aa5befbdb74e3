package io.github.comspring.core.launch;

/**
 * The process that this code runs in.
 */
public final class OwnProcess {

	private OwnProcess() {
	}

	/**
	 * Ends all that this process started, at once, and all that those started; to be
	 * called by a launched process before it ends because its launcher is gone. Leaves
	 * this process itself, for the caller to end in its own way.
	 */
	public static void endDescendants() {
		ProcessTree.destroyDescendants(ProcessHandle.current());
	}

}
