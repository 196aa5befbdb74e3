package io.github.comspring.place;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import io.github.comspring.ComPointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * Tests of one subject, which are run in one place after the other by
 * {@link PlaceContractTests}. The pointers that a test creates are closed behind it.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
abstract class PlaceTests {

	private final Deque<ComPointer<?>> pointers = new ArrayDeque<>();

	private PlaceEnvironment environment;

	@BeforeEach
	void enter(PlaceEnvironment environment) {
		this.environment = environment;
	}

	@AfterEach
	void closePointers() {
		this.pointers.forEach(ComPointer::close);
	}

	PlaceEnvironment environment() {
		return this.environment;
	}

	/**
	 * Tells whether the object is in the client's process, for a {@link MeantDifference}.
	 */
	boolean isInProcess() {
		return this.environment.place().isInProcess();
	}

	/**
	 * Creates an object for this test.
	 */
	<T> ComPointer<T> create(String progId, Class<T> type) {
		ComPointer<T> pointer = this.environment.create(progId, type);
		this.pointers.push(pointer);
		return pointer;
	}

	/**
	 * Creates an object for this test, and returns its interface.
	 */
	<T> T object(String progId, Class<T> type) {
		return create(progId, type).get();
	}

}
