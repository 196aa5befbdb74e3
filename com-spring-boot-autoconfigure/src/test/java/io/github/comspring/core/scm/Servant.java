package io.github.comspring.core.scm;

import java.util.List;

import io.github.comspring.ComInterface;

/**
 * What the objects of {@link TestServer} do, most of it to their own process.
 */
@ComInterface("{7E0B2C54-5A2D-4C4B-8E39-1B6A5D0C0001}")
interface Servant {

	long pid();

	String echo(String text);

	/** Returns the arguments of the process. */
	List<String> arguments();

	/** Ends the process in the middle of this call. */
	void die();

	/** Uses up the memory. */
	void exhaust();

	/** Calls back with the process id. */
	void call(Listener listener);

	void suspend();

	void resume();

	void revokeAll();

	int addRefServerProcess();

	int releaseServerProcess();

	/** Listens no more and closes all connections, while the process goes on. */
	void hangUp();

	/**
	 * The client.
	 */
	@ComInterface("{7E0B2C54-5A2D-4C4B-8E39-1B6A5D0C0002}")
	interface Listener {

		void called(long pid);

	}

	/**
	 * Another version of the interface.
	 */
	@ComInterface("{7E0B2C54-5A2D-4C4B-8E39-1B6A5D0C0001}")
	interface Old {

		int pid();

	}

}
