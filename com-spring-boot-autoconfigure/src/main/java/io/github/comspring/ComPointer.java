package io.github.comspring;

/**
 * An interface pointer: one counted reference to an object. The object lives until its
 * last pointer is closed; a pointer that is forgotten is closed when the garbage
 * collector finds it, and logged. Keep the pointer for as long as its object is used: the
 * object alone, as {@link #get()} returns it, does not keep it. Safe from any thread.
 *
 * @param <T> the interface
 */
public interface ComPointer<T> extends AutoCloseable {

	/**
	 * Returns the interface to call. In process this is the object itself, unless its
	 * threading model asks for an apartment.
	 * @return the object, seen as {@code T}
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} after {@link #close()}
	 */
	T get();

	/**
	 * Asks the object for another interface ({@code IUnknown::QueryInterface}).
	 * @param <U> the other interface
	 * @param type a Java interface with {@link ComInterface @ComInterface}, or
	 * {@link Object} for {@code IUnknown}
	 * @return a new pointer to the same object, to be closed by the caller
	 * @throws ComException {@code E_NOINTERFACE} if the object does not support it,
	 * {@code CO_E_OBJNOTCONNECTED} after {@link #close()}
	 */
	<U> ComPointer<U> queryInterface(Class<U> type);

	/**
	 * Makes another pointer to the same object ({@code IUnknown::AddRef}), to be closed
	 * by its holder.
	 * @return a new pointer
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} after {@link #close()}
	 */
	ComPointer<T> addRef();

	/**
	 * Tells whether two pointers lead to one object, which only {@code IUnknown} can
	 * tell.
	 * @param other the other pointer
	 * @return whether the objects are identical
	 */
	boolean isSameObject(ComPointer<?> other);

	/**
	 * Returns the class of the object.
	 * @return the class after {@code TreatAs}
	 */
	CoClass coClass();

	/**
	 * Gives the reference back ({@code IUnknown::Release}). Only the first call counts,
	 * so that one pointer can never release twice.
	 */
	@Override
	void close();

}
