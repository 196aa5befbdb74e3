package io.github.comspring.core.scm;

import java.util.List;

import io.github.comspring.Clsid;
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

	/** Never returns, whatever happens to its thread. */
	void loop();

	/** Waits at a gate in the middle of this call. */
	void pass(int gate);

	/** Waits at a gate in the middle of this call, and then calls back. */
	void passAndCall(int gate, Listener listener);

	/** Starts a process, and returns its id. */
	long spawn();

	/**
	 * Runs a program of the same class path as a child, which inherits the environment,
	 * and is told the arguments of this process behind its own.
	 * @param main the class
	 * @param arguments the arguments of its own
	 * @return what it printed
	 */
	String run(String main, List<String> arguments);

	/**
	 * Has an object of a third process loop, as the client of it, and returns what became
	 * of the call.
	 * @param callTimeout how long the application of that object lets calls take, as far
	 * as this client knows
	 */
	String loopElsewhere(Clsid clsid, int callTimeout);

	/** Activates another class as its client, and returns the process that serves it. */
	long activateElsewhere(Clsid clsid);

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
