package io.github.comspring.core.orpc.exporter;

import io.github.comspring.CoClass;
import io.github.comspring.core.apartment.Apartment;
import org.jspecify.annotations.Nullable;

/**
 * What is exported: an object, and what its clients mean to it.
 */
interface Exported {

	/**
	 * Returns the object.
	 * @return the object, whose identity is that of the COM object
	 */
	Object target();

	/**
	 * Returns the class that the object is of.
	 * @return the class, or {@code null} for an object that was not activated, such as a
	 * callback
	 */
	@Nullable CoClass coClass();

	/**
	 * Returns where the object is called.
	 * @return the apartment
	 */
	Apartment apartment();

	/**
	 * Finds the object that answers for an interface.
	 * @param type the interface
	 * @return the object, or {@code null} if there is none
	 */
	@Nullable Object view(Class<?> type);

	/**
	 * Called when a client gets its first reference.
	 */
	default void clientAdded() {
	}

	/**
	 * Called when a client has given back its last reference, or has died.
	 */
	default void clientRemoved() {
	}

	/**
	 * Called once, when no client has a reference any more.
	 */
	default void released() {
	}

}
