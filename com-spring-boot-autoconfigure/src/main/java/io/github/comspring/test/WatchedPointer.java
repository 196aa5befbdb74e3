package io.github.comspring.test;

import io.github.comspring.CoClass;
import io.github.comspring.ComPointer;

/**
 * A pointer that a test has to close.
 *
 * @param <T> the interface
 */
final class WatchedPointer<T> implements ComPointer<T> {

	private final ComPointer<T> pointer;

	private final OpenPointers open;

	WatchedPointer(ComPointer<T> pointer, OpenPointers open) {
		this.pointer = pointer;
		this.open = open;
	}

	@Override
	public T get() {
		return this.pointer.get();
	}

	@Override
	public <U> ComPointer<U> queryInterface(Class<U> type) {
		return this.open.watch(this.pointer.queryInterface(type));
	}

	@Override
	public ComPointer<T> addRef() {
		return this.open.watch(this.pointer.addRef());
	}

	@Override
	public boolean isSameObject(ComPointer<?> other) {
		return this.pointer.isSameObject((other instanceof WatchedPointer<?> watched) ? watched.pointer : other);
	}

	@Override
	public CoClass coClass() {
		return this.pointer.coClass();
	}

	@Override
	public void close() {
		this.open.remove(this);
		this.pointer.close();
	}

	@Override
	public String toString() {
		return this.pointer.toString();
	}

}
