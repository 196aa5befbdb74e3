package io.github.comspring.core.scm.protocol;

import java.util.Optional;

import io.github.comspring.ComInterface;
import io.github.comspring.Guid;

/**
 * Where clients ask what has become of the servers they had something from. The service
 * control manager has one such object, under a number that all know.
 */
@ComInterface("{5D0C2E7A-61B4-4E39-8C1D-2F9A7B3E4C05}")
public interface ServerEnds {

	/** The number of the interface pointer. */
	Guid IPID = WellKnownObjects.SERVER_ENDS;

	/**
	 * Names a server process for people.
	 * @param server the number of the process
	 * @return such as {@code process 4711}, if it is remembered
	 */
	Optional<String> name(long server);

	/**
	 * Says how a server process has ended, waiting a moment for its end.
	 * @param server the number of the process
	 * @return a sentence without its full stop, if the process is remembered and has
	 * ended
	 */
	Optional<String> end(long server);

}
