package io.github.comspring.core.orpc.exporter;

import io.github.comspring.Guid;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.stub.Stub;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;

/**
 * One interface of an exported object.
 *
 * @param object the object
 * @param ipid the number of the interface pointer
 * @param iid the interface
 * @param stub carries out calls
 */
public record ExportedInterface(ExportedObject object, Guid ipid, Iid iid, Stub stub) {

	/**
	 * Returns a reference for a client.
	 * @param self this process
	 * @param publicRefs how many references the client owns with it
	 * @return the reference
	 */
	ObjRef reference(ThisProcess self, int publicRefs) {
		StdObjRef target = new StdObjRef(StdObjRef.NO_PING, publicRefs, self.oxid(), this.object.oid(), this.ipid);
		return new ObjRef(this.iid, target, self.bindings());
	}

	@Override
	public boolean equals(Object obj) {
		return this == obj;
	}

	@Override
	public int hashCode() {
		return this.ipid.hashCode();
	}

	@Override
	public String toString() {
		return this.iid + " of " + this.object;
	}

}
