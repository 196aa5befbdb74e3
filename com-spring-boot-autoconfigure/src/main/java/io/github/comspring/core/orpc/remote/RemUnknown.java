package io.github.comspring.core.orpc.remote;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.StdObjRef;

/**
 * What a process answers about all its objects ({@code IRemUnknown}). Safe from any
 * thread.
 */
public interface RemUnknown {

	/**
	 * Asks an object for an interface.
	 * @param ipid an interface pointer of the object, or what was marshalled
	 * @param iid the interface
	 * @return the interface pointer with its references
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_OBJNOTCONNECTED} if the
	 * object is gone, {@code CO_E_OBJNOTREG} if a weak reference to it was marshalled, or
	 * why the process cannot be called
	 */
	StdObjRef queryInterface(Guid ipid, Iid iid);

	/**
	 * Gives references back, which can be done again if it fails: the process takes them
	 * once.
	 * @param references the references, few enough for one message
	 * @param number how many messages of the kind this process has sent, this one
	 * included
	 * @throws ComException why the process cannot be called
	 */
	void release(List<InterfaceRef> references, long number);

}
