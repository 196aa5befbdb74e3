package io.github.comspring.core.launch;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Ends processes together with all that they started. A handle knows when its process
 * started, so that none is taken for another that got its id.
 */
final class ProcessTree {

	private ProcessTree() {
	}

	/**
	 * Ends a process and its descendants, and returns without waiting for their end. What
	 * was started by processes that have ended before is out of reach.
	 * @param root the process, not this one
	 */
	static void destroy(ProcessHandle root) {
		// Before it ends, as they are nobody's descendants then
		Set<ProcessHandle> tree = descendants(root);
		root.destroyForcibly();
		destroy(root, tree);
	}

	/**
	 * Ends the descendants of a process and leaves the process itself.
	 * @param root the process
	 */
	static void destroyDescendants(ProcessHandle root) {
		destroy(root, descendants(root));
	}

	/**
	 * Repeats until no more are found, as they may start others before they end.
	 */
	private static void destroy(ProcessHandle root, Set<ProcessHandle> tree) {
		Set<ProcessHandle> found;
		do {
			tree.forEach(ProcessHandle::destroyForcibly);
			found = descendants(root);
			for (ProcessHandle each : tree) {
				found.addAll(descendants(each));
			}
		}
		while (tree.addAll(found));
	}

	private static Set<ProcessHandle> descendants(ProcessHandle process) {
		Set<ProcessHandle> found = new LinkedHashSet<>(process.descendants().toList());
		// They were searched by the id alone, which may be another process's by now
		return process.isAlive() ? found : new LinkedHashSet<>();
	}

}
