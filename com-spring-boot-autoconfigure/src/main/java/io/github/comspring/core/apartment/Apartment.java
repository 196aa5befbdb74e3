package io.github.comspring.core.apartment;

import java.util.concurrent.Callable;

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

	};

	/**
	 * Runs a task in the apartment and waits for it.
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

}
