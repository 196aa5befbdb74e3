package io.github.comspring.core.licensing;

import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * Makes the objects of a licensed class, after the licence was found good. Called from
 * any thread.
 *
 * @param <T> the type of the objects
 */
@FunctionalInterface
public interface LicensedFactory<T> {

	/**
	 * Creates an object.
	 * @param type the interface that the client asked for; {@link Object} for
	 * {@code IUnknown} or several interfaces at once
	 * @param features what the licence or run-time key allows the object to do
	 * @return a new, uninitialised object
	 * @throws Exception as {@link io.github.comspring.ClassFactory#createInstance}
	 */
	T create(Class<?> type, Set<String> features) throws Exception;

	/**
	 * Creates an object as part of an outer one.
	 * @param outer the outer object
	 * @param features what the licence or run-time key allows the object to do
	 * @return the inner object
	 * @throws ComException {@code CLASS_E_NOAGGREGATION} unless overridden
	 * @throws Exception as {@link io.github.comspring.ClassFactory#createAggregate}
	 */
	default T createAggregate(Object outer, Set<String> features) throws Exception {
		throw new ComException(HResult.CLASS_E_NOAGGREGATION,
				getClass().getName() + " cannot create a part of " + outer.getClass().getName());
	}

	/**
	 * Destroys an object, once, after its last pointer was released. Closes it if it is
	 * {@link AutoCloseable}.
	 * @param object what this factory created
	 * @throws Exception if it could not be destroyed, which is logged
	 */
	default void destroy(T object) throws Exception {
		if (object instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
