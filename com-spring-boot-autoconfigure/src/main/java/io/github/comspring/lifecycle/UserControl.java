package io.github.comspring.lifecycle;

import io.github.comspring.core.classtable.ClassTable;

/**
 * A process that a user has started: it runs until the user ends it, with clients or
 * without.
 *
 * @param classTable the classes of this process
 */
public record UserControl(ClassTable classTable) implements ServerReference {

	@Override
	public void acquire() {
		this.classTable.addRefServerProcess();
	}

	@Override
	public void resumed() {
		// Clients or none are the same to it
	}

	@Override
	public void release() {
		this.classTable.releaseServerProcess();
	}

}
