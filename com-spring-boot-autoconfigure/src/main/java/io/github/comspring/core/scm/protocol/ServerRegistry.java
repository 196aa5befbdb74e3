package io.github.comspring.core.scm.protocol;

import java.time.Instant;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComInterface;
import io.github.comspring.Guid;

/**
 * Where server processes register with the service control manager. It has one such
 * object, under a number that all know; who calls it, it knows from the connection.
 */
@ComInterface("{5D0C2E7A-61B4-4E39-8C1D-2F9A7B3E4C02}")
public interface ServerRegistry {

	/** The number of the interface pointer. */
	Guid IPID = WellKnownObjects.SERVER_REGISTRY;

	/**
	 * Introduces the calling process.
	 * @param announcement what the process says of itself
	 * @throws io.github.comspring.ComException {@code E_ACCESSDENIED} if the secret is
	 * not that of a process which is being launched
	 */
	void announce(Announcement announcement);

	/**
	 * Says which classes of the calling process can be had by others, instead of what it
	 * said before.
	 * @param secret the secret that the process was launched with
	 * @param version the number of the message; one that was overtaken by a later one
	 * changes nothing
	 * @param classes the classes
	 * @param resumed whether the process has resumed its classes, which it does when all
	 * are registered: whoever waits for another one waits in vain
	 * @return why others are not served some of the classes from this process
	 * ({@code E_ACCESSDENIED}), a text with the names of both for each
	 * @throws io.github.comspring.ComException {@code E_ACCESSDENIED} if the process has
	 * not introduced itself, {@code CO_E_WRONG_SERVER_IDENTITY} if others are not served
	 * a class of an application with RunAs from it
	 */
	List<String> publish(String secret, long version, List<PublishedClass> classes, boolean resumed);

	/**
	 * A process that introduces itself.
	 *
	 * @param secret the secret that it was launched with
	 * @param endpoint where it listens
	 * @param pid its process id
	 * @param startTime when it started
	 */
	record Announcement(String secret, String endpoint, long pid, Instant startTime) {

		/**
		 * Leaves the secret out.
		 */
		@Override
		public String toString() {
			return "process " + this.pid + " at " + this.endpoint;
		}

	}

	/**
	 * A class that can be had.
	 *
	 * @param clsid the class
	 * @param cookie the number of its registration in its process
	 * @param singleUse whether one client alone can have it
	 */
	record PublishedClass(Clsid clsid, int cookie, boolean singleUse) {
	}

}
