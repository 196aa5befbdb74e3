package io.github.comspring.core.orpc.importer;

import io.github.comspring.CoClass;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.orpc.remote.Lease;
import io.github.comspring.core.orpc.remote.RemoteObject;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.LeakDetector;

/**
 * An object of another process in the hands of a client that counts its pointers.
 */
final class ImportedObject extends CountedObject {

	private final ObjectImporter importer;

	private final RemoteObject object;

	private final Lease lease;

	ImportedObject(CoClass coClass, ObjectImporter importer, RemoteObject object, Lease lease,
			LeakDetector leakDetector) {
		super(coClass, Apartment.CALLER, object, leakDetector);
		this.importer = importer;
		this.object = object;
		this.lease = lease;
	}

	@Override
	public Object find(Class<?> type) {
		return (type == Object.class) ? this.object : this.importer.view(this.object, type);
	}

	@Override
	protected void destroy() {
		this.lease.enqueue();
	}

}
