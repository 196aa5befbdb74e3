package io.github.comspring.core.scm.protocol;

import java.util.List;
import java.util.Optional;

import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.identity.Introduction;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * Where processes ask for another one that they have got a reference to an object of: the
 * OXID resolver of the machine. It introduces whom it knows, and says where it knows them
 * to listen. The service control manager has one such object, under a number that all
 * know.
 */
@ComInterface("{5D0C2E7A-61B4-4E39-8C1D-2F9A7B3E4C06}")
public interface MachineResolver {

	/** The number of the interface pointer. */
	Guid IPID = WellKnownObjects.MACHINE_RESOLVER;

	/**
	 * Introduces the calling process to another one.
	 * @param process the number of the other one
	 * @return how to reach it, if it is known
	 * @throws io.github.comspring.ComException {@code E_ACCESSDENIED} if the caller has
	 * not introduced itself
	 */
	Optional<Resolved> resolve(long process);

	/**
	 * Has a process introduced to others by the service control manager at an endpoint,
	 * which is shown the key to the process for that.
	 * @param rpc the objects of the process
	 * @param scm where the service control manager listens
	 */
	static void introduces(ObjectRpc rpc, Endpoint scm) {
		rpc.introducedBy(scm,
				(process) -> rpc.wellKnown(scm, 0, null, IPID, MachineResolver.class)
					.resolve(process)
					.map(Resolved::introduction)
					.orElse(null));
	}

	/**
	 * How a process is reached.
	 *
	 * @param endpoints where it listens
	 * @param ticket what lets the caller in there
	 */
	record Resolved(List<String> endpoints, byte[] ticket) {

		/**
		 * Makes an answer.
		 * @param introduction what is told
		 * @return the answer
		 */
		public static Resolved of(Introduction introduction) {
			return new Resolved(introduction.endpoints().stream().map(Endpoint::toString).toList(),
					introduction.ticket());
		}

		Introduction introduction() {
			return new Introduction(this.endpoints.stream().map(Endpoint::parse).toList(), this.ticket);
		}

		/**
		 * Leaves the ticket out.
		 */
		@Override
		public String toString() {
			return "process at " + this.endpoints;
		}

	}

}
