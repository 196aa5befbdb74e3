package io.github.comspring.core.orpc;

import io.github.comspring.CoClass;
import io.github.comspring.Unknown;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.reference.ClassObject;
import org.jspecify.annotations.Nullable;

/**
 * An object that lives as any Java object does, such as a callback: clients keep it from
 * being collected, and the process as they keep that.
 *
 * @param target the object
 * @param process kept for each client
 */
record ExportedPlain(Object target, ClassObject.Server process) implements Exported {

	@Override
	public @Nullable CoClass coClass() {
		return null;
	}

	@Override
	public Apartment apartment() {
		return Apartment.CALLER;
	}

	@Override
	public @Nullable Object view(Class<?> type) {
		return (!type.isInstance(this.target) && this.target instanceof Unknown unknown) ? unknown.queryInterface(type)
				: this.target;
	}

	@Override
	public void clientAdded() {
		this.process.acquire();
	}

	@Override
	public void clientRemoved() {
		this.process.release();
	}

}
