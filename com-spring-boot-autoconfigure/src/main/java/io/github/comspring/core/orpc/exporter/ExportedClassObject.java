package io.github.comspring.core.orpc.exporter;

import io.github.comspring.ClassFactory;
import io.github.comspring.CoClass;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedClassObject;
import org.jspecify.annotations.Nullable;

/**
 * A class object. Each client that has it locks the server, without asking for it, until
 * its last reference is gone (row SL-05).
 *
 * @param classObject the class object
 * @param counted the class object with the reference that all clients have together
 */
record ExportedClassObject(ClassObject classObject, CountedClassObject counted) implements Exported {

	@Override
	public Object target() {
		return this.classObject.target();
	}

	@Override
	public @Nullable CoClass coClass() {
		return this.classObject.coClass();
	}

	@Override
	public Apartment apartment() {
		return this.classObject.apartment();
	}

	@Override
	public @Nullable Object view(Class<?> type) {
		return this.counted.find(type);
	}

	@Override
	public void clientAdded() {
		lockServer(true);
	}

	@Override
	public void clientRemoved() {
		lockServer(false);
	}

	/**
	 * A class factory is told, any other class object has its server locked all the same.
	 */
	private void lockServer(boolean lock) {
		if (this.counted.find(ClassFactory.class) instanceof ClassFactory<?> factory) {
			factory.lockServer(lock);
		}
		else {
			this.classObject.lockServer(lock);
		}
	}

	@Override
	public void released() {
		this.counted.release();
	}

}
