package io.github.comspring.core.reference;

import java.util.concurrent.Callable;

import io.github.comspring.ClassFactory;

/**
 * A client's view of a class factory, in which {@link #lockServer(boolean)} counts. The
 * instances that it creates are plain objects: pointers come from
 * {@link io.github.comspring.Activator#createInstance(io.github.comspring.ComPointer, Class)}.
 *
 * @param <T> the type of the instances
 */
class LockedClassFactory<T> implements ClassFactory<T> {

	private final ClassFactory<T> delegate;

	private final ClassObject classObject;

	LockedClassFactory(ClassFactory<T> delegate, ClassObject classObject) {
		this.delegate = delegate;
		this.classObject = classObject;
	}

	@Override
	public T createInstance(Class<?> type) {
		return created(() -> this.delegate.createInstance(type));
	}

	@Override
	public T createAggregate(Object outer) {
		return created(() -> this.delegate.createAggregate(outer));
	}

	/**
	 * Runs a creation.
	 * @param creation what the class factory does
	 * @return the instance
	 * @throws io.github.comspring.ComException with what the class factory threw
	 */
	final T created(Callable<T> creation) {
		try {
			return this.classObject.apartment().call(creation);
		}
		catch (Throwable ex) {
			throw ServerFault.ofFactory(ex, this.classObject);
		}
	}

	@Override
	public void destroyInstance(T instance) throws Exception {
		this.delegate.destroyInstance(instance);
	}

	@Override
	public void lockServer(boolean lock) {
		this.classObject.lockServer(lock);
		this.delegate.lockServer(lock);
	}

}
