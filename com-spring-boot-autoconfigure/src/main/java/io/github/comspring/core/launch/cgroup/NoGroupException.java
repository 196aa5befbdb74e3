package io.github.comspring.core.launch.cgroup;

/**
 * Says why this process can have no control groups. Its message stands behind "as".
 */
final class NoGroupException extends Exception {

	private static final long serialVersionUID = 1L;

	NoGroupException(String reason) {
		super(reason);
	}

}
