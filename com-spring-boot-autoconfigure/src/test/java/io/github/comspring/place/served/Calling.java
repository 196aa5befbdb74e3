package io.github.comspring.place.served;

import java.util.List;
import java.util.Map;

import io.github.comspring.ComInterface;
import io.github.comspring.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Calls its clients back.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000006}")
public interface Calling {

	/** The class id. */
	String CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000007}";

	/** The ProgID. */
	String PROG_ID = "Place.Calling";

	/** Calls. */
	@Nullable String call(Callback callback, @Nullable String text) throws CheckedFailure;

	/** Calls, and returns what the failure of the callback looks like to the object. */
	String failureOf(Callback callback);

	/** Tells whether the callback is null. */
	boolean isNull(@Nullable Callback callback);

	/** Keeps a callback. */
	void keep(@Kept @Nullable Callback callback);

	/** Keeps a callback that is only lent. */
	void remember(Callback callback);

	/** Has the garbage collector of this process run. */
	void collect();

	/** Calls the callback that was kept. */
	@Nullable String callKept(String text) throws CheckedFailure;

	/** Calls the callback that was kept on another thread after this call has ended. */
	void callKeptLater(String text);

	/** Calls from several threads, all of which are within the callback at once. */
	int callTogether(Callback callback, int threads);

	/** Calls those that are in containers, in their order. */
	List<String> callAll(List<Callback> list, Map<String, Callback> map, Callback[] array, Box box)
			throws CheckedFailure;

	/** Returns a callback into this object. */
	Callback own();

	/** Returns what it was given. */
	@Nullable Callback echo(@Nullable Callback callback);

	/** Counts down by calling the counter, which is to call this again. */
	int countDown(int from, Counter counter);

	/**
	 * A record with a callback.
	 */
	record Box(@Nullable Callback callback) {
	}

	/**
	 * Counts down with the object.
	 */
	@FunctionalInterface
	@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000008}")
	interface Counter {

		/** Goes on. */
		int next(int from, Calling object);

	}

}
