package io.github.comspring.core.reference;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.Unknown;
import io.github.comspring.core.apartment.Apartment;
import org.jspecify.annotations.Nullable;

/**
 * An object with the count of its pointers: {@code IUnknown}, of which the object itself
 * need not know. It starts with one reference, its creator's. Safe from any thread.
 */
public abstract class CountedObject {

	private final CoClass coClass;

	private final Object target;

	private final Apartment apartment;

	private final LeakDetector leakDetector;

	private final ReferenceCount references = new ReferenceCount(1);

	/**
	 * Creates an object with its creator's reference.
	 * @param classObject the class object that it belongs to
	 * @param target the object itself, whose identity is that of the COM object
	 * @param leakDetector watches the pointers
	 */
	protected CountedObject(ClassObject classObject, Object target, LeakDetector leakDetector) {
		this(classObject.coClass(), classObject.apartment(), target, leakDetector);
	}

	/**
	 * Creates an object with its creator's reference.
	 * @param coClass the class of the object
	 * @param apartment where it is called
	 * @param target the object itself, whose identity is that of the COM object
	 * @param leakDetector watches the pointers
	 */
	protected CountedObject(CoClass coClass, Apartment apartment, Object target, LeakDetector leakDetector) {
		this.coClass = coClass;
		this.apartment = apartment;
		this.target = target;
		this.leakDetector = leakDetector;
	}

	/**
	 * Makes the creator's reference a pointer; if that fails, it is released, and with it
	 * the object.
	 * @param <T> the interface
	 * @param type the interface, known to {@linkplain Iid#of(Class) have an IID}
	 * @return the pointer
	 * @throws ComException {@code E_NOINTERFACE} if the object does not support it
	 */
	public final <T> ComPointer<T> adopt(Class<T> type) {
		T view;
		try {
			view = view(type);
		}
		catch (Throwable ex) {
			release();
			throw ex;
		}
		return new CountedPointer<>(this, view, type, this.leakDetector);
	}

	/**
	 * Makes a further pointer ({@code IUnknown::QueryInterface}).
	 * @param <T> the interface
	 * @param type the interface
	 * @return the pointer
	 * @throws ComException {@code E_NOINTERFACE} if the object does not support it
	 */
	public final <T> ComPointer<T> queryInterface(Class<T> type) {
		Iid.of(type);
		T view = view(type);
		this.references.acquire();
		return new CountedPointer<>(this, view, type, this.leakDetector);
	}

	/**
	 * Takes a reference back; the last one destroys the object.
	 * @throws ComException {@code E_UNEXPECTED} if there is no reference left
	 */
	public final void release() {
		if (this.references.release() == 0) {
			destroy();
		}
	}

	/**
	 * Returns the class of the object.
	 * @return the class by all its names
	 */
	public final CoClass coClass() {
		return this.coClass;
	}

	/**
	 * Returns where the object is called.
	 * @return the apartment
	 */
	public final Apartment apartment() {
		return this.apartment;
	}

	/**
	 * Returns the object itself.
	 * @return the object, which two pointers have in common if they are the same
	 */
	public final Object target() {
		return this.target;
	}

	/**
	 * Called once, after the last reference is gone. Must not throw.
	 */
	protected abstract void destroy();

	/**
	 * Finds the object's view for an interface, without counting.
	 * @param type the interface
	 * @return the view, in the object's own apartment, or what is no instance of
	 * {@code type}, such as {@code null}, if the object does not support it
	 */
	public @Nullable Object find(Class<?> type) {
		if (this.target instanceof Unknown unknown && !type.isInstance(unknown)) {
			return ask(unknown, type);
		}
		return this.target;
	}

	private @Nullable Object ask(Unknown unknown, Class<?> type) {
		try {
			return this.apartment.call(() -> unknown.queryInterface(type));
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ComException(HResult.E_UNEXPECTED, this.coClass + " could not be asked for " + type.getName(),
					ex);
		}
	}

	@SuppressWarnings("unchecked")
	private <T> T view(Class<T> type) {
		Object found = find(type);
		if (!type.isInstance(found)) {
			throw new ComException(HResult.E_NOINTERFACE, Refusal.describe(this, type));
		}
		return (T) ((this.apartment.isFreeThreaded() || type == Object.class) ? found
				: this.apartment.enter(type, found));
	}

}
