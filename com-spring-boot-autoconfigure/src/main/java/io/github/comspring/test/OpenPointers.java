package io.github.comspring.test;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.comspring.ComPointer;

/**
 * The pointers that a test has not closed yet. Safe from any thread.
 */
final class OpenPointers {

	/** Each with where it was obtained. */
	private final Map<WatchedPointer<?>, Throwable> pointers = new ConcurrentHashMap<>();

	/**
	 * Watches a pointer.
	 * @param <T> the interface
	 * @param pointer the pointer
	 * @return the pointer for the test
	 */
	<T> ComPointer<T> watch(ComPointer<T> pointer) {
		WatchedPointer<T> watched = new WatchedPointer<>(pointer, this);
		this.pointers.put(watched, new Throwable(watched + " was obtained here"));
		return watched;
	}

	void remove(WatchedPointer<?> closed) {
		this.pointers.remove(closed);
	}

	/**
	 * Closes what the test has left open, for the sake of the next one.
	 * @throws AssertionError if there is anything, with the places that obtained it
	 */
	void requireNone() {
		Map<WatchedPointer<?>, Throwable> left = Map.copyOf(this.pointers);
		left.keySet().forEach(WatchedPointer::close);
		if (!left.isEmpty()) {
			AssertionError error = new AssertionError(
					"Pointers were not closed: " + left.keySet() + ". Close each, best with try-with-resources");
			left.values().forEach(error::addSuppressed);
			throw error;
		}
	}

}
