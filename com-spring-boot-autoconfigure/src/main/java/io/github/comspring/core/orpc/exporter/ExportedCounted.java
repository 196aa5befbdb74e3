package io.github.comspring.core.orpc.exporter;

import io.github.comspring.CoClass;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.reference.CountedObject;
import org.jspecify.annotations.Nullable;

/**
 * An instance that was activated: all its clients together have one reference to it.
 *
 * @param counted the instance with that reference
 */
record ExportedCounted(CountedObject counted) implements Exported {

	@Override
	public Object target() {
		return this.counted.target();
	}

	@Override
	public @Nullable CoClass coClass() {
		return this.counted.coClass();
	}

	@Override
	public Apartment apartment() {
		return this.counted.apartment();
	}

	@Override
	public @Nullable Object view(Class<?> type) {
		return this.counted.find(type);
	}

	@Override
	public void released() {
		this.counted.release();
	}

}
