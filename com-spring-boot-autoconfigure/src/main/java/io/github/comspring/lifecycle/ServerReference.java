package io.github.comspring.lifecycle;

/**
 * The reference that keeps the process open as a server while it has no clients. Who
 * started the process decides how long: a user for as long as it runs, the service
 * control manager until it was idle for a while.
 */
public interface ServerReference {

	/**
	 * Takes the reference, before the classes become visible.
	 * @throws io.github.comspring.ComException if the process cannot be a server
	 */
	void acquire();

	/**
	 * Takes notice that the classes have become visible, and clients can come.
	 */
	void resumed();

	/**
	 * Gives the reference back, when the application stops.
	 */
	void release();

}
