package io.github.comspring.core.reference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * One reference to a {@link CountedObject}, seen through one interface.
 *
 * @param <T> the interface
 */
final class CountedPointer<T> implements ComPointer<T> {

	private static final VarHandle VIEW;

	static {
		try {
			VIEW = MethodHandles.lookup().findVarHandle(CountedPointer.class, "view", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final CountedObject object;

	private final Class<T> type;

	private final LeakDetector.Watch watch;

	/** The interface to call, or {@code null} once the pointer is closed. */
	private @Nullable Object view;

	CountedPointer(CountedObject object, T view, Class<T> type, LeakDetector leakDetector) {
		this.object = object;
		this.view = view;
		this.type = type;
		this.watch = leakDetector.watch(this, object);
	}

	@Override
	@SuppressWarnings("unchecked")
	public T get() {
		Object current = this.view;
		if (current == null) {
			throw closed();
		}
		return (T) current;
	}

	@Override
	public <U> ComPointer<U> queryInterface(Class<U> other) {
		if (other == null) {
			throw new ComException(HResult.E_POINTER, "The interface to ask " + this.object.coClass() + " for is null");
		}
		get();
		return this.object.queryInterface(other);
	}

	@Override
	public ComPointer<T> addRef() {
		return queryInterface(this.type);
	}

	@Override
	public boolean isSameObject(ComPointer<?> other) {
		if (other == null) {
			throw new ComException(HResult.E_INVALIDARG, "The pointer to compare with is null");
		}
		return other instanceof CountedPointer<?> counted && counted.object.target() == this.object.target();
	}

	@Override
	public CoClass coClass() {
		return this.object.coClass();
	}

	@Override
	public void close() {
		if (VIEW.getAndSet(this, null) != null) {
			this.watch.end();
			this.object.release();
		}
	}

	/**
	 * Returns the object that this pointer counts on.
	 * @return the object
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} if the pointer is closed
	 */
	CountedObject object() {
		get();
		return this.object;
	}

	private ComException closed() {
		return new ComException(HResult.CO_E_OBJNOTCONNECTED, "The pointer to " + this.object.coClass() + " as "
				+ this.type.getName() + " was closed before this call");
	}

	@Override
	public String toString() {
		return "Pointer to " + this.object.coClass() + " as " + this.type.getName();
	}

}
