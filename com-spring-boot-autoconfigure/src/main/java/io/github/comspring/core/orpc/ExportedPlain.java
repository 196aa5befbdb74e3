package io.github.comspring.core.orpc;

import io.github.comspring.CoClass;
import io.github.comspring.Unknown;
import io.github.comspring.core.apartment.Apartment;
import org.jspecify.annotations.Nullable;

/**
 * An object that lives as any Java object does, such as a callback: clients keep it from
 * being collected, no more.
 *
 * @param target the object
 */
record ExportedPlain(Object target) implements Exported {

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

}
