package io.github.comspring.beans;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComPointer;
import io.github.comspring.MultiQi;
import io.github.comspring.ProgId;

/**
 * Hands out pointers to {@link Rasterizer rasterizers} that fail when they are told to.
 */
final class RecordingActivator implements Activator {

	static final CoClass CO_CLASS = new CoClass(Clsid.of(Rasterizer.CLSID), new ProgId("Desk.Rasterizer.1"), null);

	final List<String> names = new ArrayList<>();

	final List<RecordingPointer> pointers = new ArrayList<>();

	RuntimeException failure;

	@Override
	public Clsid clsid(String name) {
		this.names.add(name);
		return CO_CLASS.clsid();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> ComPointer<T> createInstance(ActivationRequest request, Class<T> type) {
		if (this.failure != null) {
			throw this.failure;
		}
		RecordingPointer pointer = new RecordingPointer(this.pointers.size() + 1);
		this.pointers.add(pointer);
		return (ComPointer<T>) pointer;
	}

	@Override
	public <T> ComPointer<T> getClassObject(ActivationRequest request, Class<T> type) {
		throw new AssertionError();
	}

	@Override
	public MultiQi createInstances(ActivationRequest request, Class<?>... types) {
		throw new AssertionError();
	}

	@Override
	public <T> ComPointer<T> createInstance(ComPointer<?> classObject, Class<T> type) {
		throw new AssertionError();
	}

	@Override
	public <T> ComPointer<T> createInstance(ComPointer<?> classObject, String licenseKey, Class<T> type) {
		throw new AssertionError();
	}

	static final class RecordingPointer implements ComPointer<Rasterizer>, Rasterizer {

		final List<String> calls = new ArrayList<>();

		private final int number;

		RuntimeException failure;

		boolean closed;

		RecordingPointer(int number) {
			this.number = number;
		}

		@Override
		public synchronized String rasterize(String page) {
			this.calls.add(page);
			if (this.failure != null) {
				throw this.failure;
			}
			return page + " by " + this.number;
		}

		@Override
		public Rasterizer get() {
			return this;
		}

		@Override
		public CoClass coClass() {
			return CO_CLASS;
		}

		@Override
		public void close() {
			this.closed = true;
		}

		@Override
		public <U> ComPointer<U> queryInterface(Class<U> type) {
			throw new AssertionError();
		}

		@Override
		public ComPointer<Rasterizer> addRef() {
			throw new AssertionError();
		}

		@Override
		public boolean isSameObject(ComPointer<?> other) {
			throw new AssertionError();
		}

	}

}
