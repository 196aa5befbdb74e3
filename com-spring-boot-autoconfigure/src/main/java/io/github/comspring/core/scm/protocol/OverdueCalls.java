package io.github.comspring.core.scm.protocol;

import io.github.comspring.ComInterface;
import io.github.comspring.Guid;

/**
 * Where clients report calls that were not answered in time. The service control manager
 * has one such object, under a number that all know.
 */
@ComInterface("{5D0C2E7A-61B4-4E39-8C1D-2F9A7B3E4C04}")
public interface OverdueCalls {

	/** The number of the interface pointer. */
	Guid IPID = WellKnownObjects.OVERDUE_CALLS;

	/**
	 * Takes notice of a call.
	 * @param call the call
	 * @return whether the server process was ended for it
	 */
	boolean report(OverdueCall call);

}
