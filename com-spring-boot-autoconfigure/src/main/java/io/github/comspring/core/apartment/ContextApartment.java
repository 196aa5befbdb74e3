package io.github.comspring.core.apartment;

import java.util.concurrent.Callable;

/**
 * An apartment whose code finds its own things: the thread that runs it has a certain
 * context class loader meanwhile.
 *
 * @param apartment on which threads the code runs
 * @param contextClassLoader the class loader
 */
record ContextApartment(Apartment apartment, ClassLoader contextClassLoader) implements Apartment {

	@Override
	public <V> V call(Callable<V> task) throws Exception {
		return this.apartment.call(() -> ContextLoader.call(this.contextClassLoader, task));
	}

	@Override
	public <V> V callUninterrupted(Callable<V> task) throws Exception {
		return this.apartment.callUninterrupted(() -> ContextLoader.call(this.contextClassLoader, task));
	}

	@Override
	public Object enter(Class<?> type, Object object) {
		return isFreeThreaded() ? object : ApartmentInvocationHandler.proxy(type, object, this);
	}

	@Override
	public boolean isFreeThreaded() {
		return this.apartment.isFreeThreaded();
	}

}
