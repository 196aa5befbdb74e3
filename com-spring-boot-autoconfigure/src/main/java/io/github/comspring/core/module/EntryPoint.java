package io.github.comspring.core.module;

import java.util.concurrent.Callable;

/**
 * A call of a module's entry point, during which the thread's context class loader is the
 * module's, as libraries that look for their parts expect.
 *
 * @param <V> the type of the result
 * @param classLoader the module's class loader
 * @param body the call
 */
record EntryPoint<V>(ClassLoader classLoader, Callable<V> body) implements Callable<V> {

	@Override
	public V call() throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(this.classLoader);
		try {
			return this.body.call();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

}
