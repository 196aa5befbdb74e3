package io.github.comspring.core.activation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.comspring.ClassFactory;

/**
 * A class factory that records what it is asked for, and counts its instances.
 *
 * @param <T> the type of the instances
 */
class RecordingFactory<T> implements ClassFactory<T> {

	final List<Class<?>> asked = Collections.synchronizedList(new ArrayList<>());

	final AtomicInteger created = new AtomicInteger();

	final AtomicInteger destroyed = new AtomicInteger();

	private final Supplier<T> constructor;

	RecordingFactory(Supplier<T> constructor) {
		this.constructor = constructor;
	}

	@Override
	public T createInstance(Class<?> type) {
		this.asked.add(type);
		this.created.incrementAndGet();
		return this.constructor.get();
	}

	@Override
	public void destroyInstance(T instance) {
		this.destroyed.incrementAndGet();
	}

	/**
	 * Returns how many instances are alive.
	 */
	int alive() {
		return this.created.get() - this.destroyed.get();
	}

}
