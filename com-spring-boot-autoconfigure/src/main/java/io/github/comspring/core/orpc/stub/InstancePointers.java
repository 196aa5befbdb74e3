package io.github.comspring.core.orpc.stub;

import io.github.comspring.Iid;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.reference.CountedObject;

/**
 * The interface pointers of a call that came in, which may be one to a class factory.
 * Used by the thread of the call.
 */
public interface InstancePointers extends InterfacePointers {

	/**
	 * Writes a pointer to an instance that was created for the client.
	 * @param out where to
	 * @param created the instance, whose creator's reference becomes the client's, or is
	 * given back if this fails
	 * @param iid the interface that it asked for
	 * @throws io.github.comspring.ComException {@code E_NOINTERFACE},
	 * {@code CO_E_CANT_REMOTE}
	 */
	void writeCreated(NdrWriter out, CountedObject created, Iid iid);

}
