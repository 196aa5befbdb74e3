package io.github.comspring.core.scm.protocol;

import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.Iid;
import org.jspecify.annotations.Nullable;

/**
 * What the service control manager asks a server process to do. Every server process has
 * one such object, under a number that all know.
 */
@ComInterface("{5D0C2E7A-61B4-4E39-8C1D-2F9A7B3E4C01}")
public interface ServerControl {

	/** The number of the interface pointer. */
	Guid IPID = WellKnownObjects.SERVER_CONTROL;

	/**
	 * Creates an instance for a client, or hands the class object out.
	 * @param order what to do
	 * @return what the client gets, or {@code null} if the class is suspended or revoked
	 * @throws io.github.comspring.ComException {@code E_ACCESSDENIED}, or what the class
	 * object threw
	 */
	@Nullable Activated activate(Order order);

	/**
	 * Takes back what an activation has handed to a client that did not get it.
	 * @param client the number of the client's process
	 * @param references what the client was to get
	 */
	void undelivered(long client, List<byte @Nullable []> references);

	/**
	 * Takes notice that the caller is the host of this server, which is there for as long
	 * as its connection.
	 */
	void linked();

	/**
	 * Takes back what a client holds that has died.
	 * @param client the number of the client's process
	 */
	void clientGone(long client);

	/**
	 * Takes notice that this server gets no new clients any more: it ends when those that
	 * it has let go, and does not wait for others.
	 */
	void retire();

	/**
	 * Tells what an operator wants to know.
	 * @return the counts of this moment
	 */
	ServerState state();

	/**
	 * What a server process does for a client.
	 *
	 * @param clsid the class
	 * @param classObject whether to hand out the class object instead of an instance
	 * @param iids the interfaces
	 * @param client the number of the client's process
	 */
	record Order(Clsid clsid, boolean classObject, List<Iid> iids, long client) {
	}

	/**
	 * The counts of a server process.
	 *
	 * @param classes its classes
	 * @param calls how many calls it has carried out
	 * @param errorsInARow how many calls and creations have failed for no fault of their
	 * clients since one has not
	 */
	record ServerState(List<ClassState> classes, long calls, int errorsInARow) {
	}

	/**
	 * The counts of a class.
	 *
	 * @param clsid the class
	 * @param name the class by all its names
	 * @param instances how many instances are alive
	 * @param locks how many locks are held
	 * @param references how many references clients hold to instances and class object
	 */
	record ClassState(Clsid clsid, String name, int instances, int locks, int references) {
	}

}
