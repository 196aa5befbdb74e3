package io.github.comspring.core.apartment;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Where the objects of a module live: which thread calls them.
 */
public interface Apartment {

	/**
	 * The apartment of objects that any thread may call: the caller's own thread does.
	 */
	Apartment CALLER = new Apartment() {

		@Override
		public <V> V call(Callable<V> task) throws Exception {
			return task.call();
		}

		@Override
		public Object enter(Class<?> type, Object object) {
			return object;
		}

		@Override
		public boolean isFreeThreaded() {
			return true;
		}

	};

	/**
	 * Returns the apartment of objects that any thread may call, and whose code is to
	 * find its own things.
	 * @param classLoader the context class loader of threads that run the code, or
	 * {@code null} for whatever they have
	 * @return the apartment
	 */
	static Apartment ofCallers(@Nullable ClassLoader classLoader) {
		return (classLoader != null) ? CALLER.with(classLoader) : CALLER;
	}

	/**
	 * Runs a task in the apartment and waits for it. Interrupting the thread interrupts
	 * the task, which decides what becomes of it.
	 * @param <V> the type of the result
	 * @param task the task
	 * @return its result
	 * @throws Exception what the task threw, as it was
	 */
	<V> V call(Callable<V> task) throws Exception;

	/**
	 * Runs a task in the apartment and waits for it, interrupted or not: for what must
	 * not get lost, such as the end of an object.
	 * @param <V> the type of the result
	 * @param task the task
	 * @return its result
	 * @throws Exception what the task threw, as it was
	 */
	default <V> V callUninterrupted(Callable<V> task) throws Exception {
		return call(task);
	}

	/**
	 * Returns an object through which any thread may call one that lives here.
	 * @param type the interface
	 * @param object the object, an instance of {@code type}
	 * @return the object itself if any thread may call it, otherwise a proxy of
	 * {@code type} that runs each call here
	 */
	Object enter(Class<?> type, Object object);

	/**
	 * Tells whether any thread may call the objects that live here.
	 * @return whether {@link #enter} returns the objects themselves
	 */
	default boolean isFreeThreaded() {
		return false;
	}

	/**
	 * Returns what the code that lives here finds its own things with.
	 * @return the context class loader of threads that run it, or {@code null} for
	 * whatever they have
	 */
	default @Nullable ClassLoader contextClassLoader() {
		return null;
	}

	/**
	 * Returns this apartment for code that is to find its own things.
	 * @param classLoader the context class loader of threads that run it
	 * @return the apartment for this code
	 */
	default Apartment with(ClassLoader classLoader) {
		return new ContextApartment(this, classLoader);
	}

}
