package io.github.comspring;

/**
 * A class object that creates instances: {@code IClassFactory}. One class factory serves
 * all clients of a class, from any thread.
 *
 * @param <T> the type of the instances
 */
@FunctionalInterface
@ComInterface("{00000001-0000-0000-C000-000000000046}")
public interface ClassFactory<T> {

	/**
	 * Creates an instance ({@code IClassFactory::CreateInstance} without an outer
	 * object). The caller checks that the instance supports the interface, and destroys
	 * it if not.
	 * @param type the interface that the client asked for; {@link Object} for
	 * {@code IUnknown} or several interfaces at once
	 * @return a new, uninitialised instance, never {@code null}
	 * @throws ComException with the code that the client gets
	 * @throws Exception for any other failure, which this client alone gets as the cause
	 * of a {@link ComException} that names the class: {@code E_UNEXPECTED}, or
	 * {@code RPC_E_SERVERFAULT} from another process
	 */
	T createInstance(Class<?> type) throws Exception;

	/**
	 * Creates an instance as part of an outer object
	 * ({@code IClassFactory::CreateInstance} with an outer object). The outer object
	 * answers for the inner one's interfaces in {@link Unknown#queryInterface(Class)};
	 * the inner one must not hold a pointer to the outer one, only the plain reference.
	 * @param outer the outer object
	 * @return the inner object
	 * @throws ComException {@code CLASS_E_NOAGGREGATION} unless overridden
	 * @throws Exception as {@link #createInstance(Class)}
	 */
	default T createAggregate(Object outer) throws Exception {
		Arguments.required(outer, "The outer object");
		throw new ComException(HResult.CLASS_E_NOAGGREGATION,
				getClass().getName() + " cannot create a part of " + outer.getClass().getName());
	}

	/**
	 * Destroys an instance, once, after its last pointer was released. Closes it if it is
	 * {@link AutoCloseable}; a factory that hands out a shared object overrides this.
	 * @param instance what {@link #createInstance(Class)} returned
	 * @throws Exception if the instance could not be destroyed, which is logged
	 */
	default void destroyInstance(T instance) throws Exception {
		if (instance instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

	/**
	 * Keeps the server running although it has no instances, or lets it go again
	 * ({@code IClassFactory::LockServer}). All calls count. The runtime keeps the count;
	 * a class factory overrides this only to be told.
	 * @param lock {@code true} to lock, {@code false} to take one lock back
	 */
	default void lockServer(boolean lock) {
	}

}
