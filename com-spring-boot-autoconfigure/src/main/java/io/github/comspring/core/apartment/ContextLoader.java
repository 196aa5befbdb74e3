package io.github.comspring.core.apartment;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * The context class loader of a thread while code of a module runs: the module's, as
 * libraries expect that look for their parts, such as drivers and service providers.
 */
public final class ContextLoader {

	private ContextLoader() {
	}

	/**
	 * Runs code with a class loader, and puts the thread's own one back.
	 * @param <V> the type of the result
	 * @param classLoader the class loader, or {@code null} for the one that is there
	 * @param code the code
	 * @return its result
	 * @throws Exception what the code threw, as it was
	 */
	static <V> V call(@Nullable ClassLoader classLoader, Callable<V> code) throws Exception {
		ClassLoader before = replace(classLoader);
		try {
			return code.call();
		}
		finally {
			restore(before);
		}
	}

	/**
	 * Gives this thread a class loader.
	 * @param classLoader the class loader, or {@code null} for the one that is there
	 * @return the one before it, to be {@linkplain #restore restored}
	 */
	public static @Nullable ClassLoader replace(@Nullable ClassLoader classLoader) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		if (classLoader != null && classLoader != before) {
			thread.setContextClassLoader(classLoader);
		}
		return before;
	}

	/**
	 * Puts back what there was, whatever the code has left.
	 * @param before what {@link #replace} returned
	 */
	public static void restore(@Nullable ClassLoader before) {
		Thread thread = Thread.currentThread();
		if (thread.getContextClassLoader() != before) {
			thread.setContextClassLoader(before);
		}
	}

}
