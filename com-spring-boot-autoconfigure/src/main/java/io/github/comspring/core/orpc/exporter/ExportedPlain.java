package io.github.comspring.core.orpc.exporter;

import io.github.comspring.CoClass;
import io.github.comspring.Unknown;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.apartment.ContextLoader;
import io.github.comspring.core.reference.ClassObject;
import org.jspecify.annotations.Nullable;

/**
 * An object that lives as any Java object does, such as a callback: clients keep it from
 * being collected, and the process as they keep that. It is called with the context class
 * loader of the thread that handed it out.
 *
 * @param target the object
 * @param process kept for each client
 * @param apartment where it is called
 */
record ExportedPlain(Object target, ClassObject.Server process, Apartment apartment) implements Exported {

	ExportedPlain(Object target, ClassObject.Server process) {
		this(target, process, Apartment.ofCallers(Thread.currentThread().getContextClassLoader()));
	}

	@Override
	public @Nullable CoClass coClass() {
		return null;
	}

	@Override
	public @Nullable Object view(Class<?> type) {
		return (!type.isInstance(this.target) && this.target instanceof Unknown unknown) ? ask(unknown, type)
				: this.target;
	}

	private @Nullable Object ask(Unknown unknown, Class<?> type) {
		ClassLoader before = ContextLoader.replace(this.apartment.contextClassLoader());
		try {
			return unknown.queryInterface(type);
		}
		finally {
			ContextLoader.restore(before);
		}
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
