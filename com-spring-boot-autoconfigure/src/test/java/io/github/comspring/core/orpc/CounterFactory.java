package io.github.comspring.core.orpc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComInterface;

/**
 * A class factory that records what happens to it and its instances.
 */
public class CounterFactory implements ClassFactory<Object> {

	public final List<Object> destroyed = new CopyOnWriteArrayList<>();

	public final List<Boolean> locks = new CopyOnWriteArrayList<>();

	private final Supplier<Object> creation;

	public CounterFactory() {
		this(CounterObject::new);
	}

	public CounterFactory(Supplier<Object> creation) {
		this.creation = creation;
	}

	@Override
	public Object createInstance(Class<?> type) {
		return this.creation.get();
	}

	@Override
	public void destroyInstance(Object instance) {
		this.destroyed.add(instance);
	}

	@Override
	public void lockServer(boolean lock) {
		this.locks.add(lock);
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C02}")
	public interface Counter {

		int next();

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C03}")
	public interface Named {

		String name();

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C04}")
	public interface Missing {

		void nothing();

	}

	public static final class CounterObject implements Counter, Named {

		private final AtomicInteger last = new AtomicInteger();

		@Override
		public int next() {
			return this.last.incrementAndGet();
		}

		@Override
		public String name() {
			return "counter";
		}

	}

}
