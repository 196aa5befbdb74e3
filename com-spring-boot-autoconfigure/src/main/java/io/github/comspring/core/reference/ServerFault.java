package io.github.comspring.core.reference;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * Turns what the code of a server threw into what a client in the same process gets: a
 * {@link ComException} always.
 */
public final class ServerFault {

	private ServerFault() {
	}

	/**
	 * Maps what a class factory threw.
	 * @param thrown the exception
	 * @param classObject the class factory
	 * @return the exception itself if it is a {@link ComException}, otherwise one with
	 * {@code E_OUTOFMEMORY} or {@code E_UNEXPECTED} and the exception as its cause
	 */
	public static ComException ofFactory(Throwable thrown, ClassObject classObject) {
		if (thrown instanceof ComException known) {
			return known;
		}
		HResult hresult = (thrown instanceof OutOfMemoryError) ? HResult.E_OUTOFMEMORY : HResult.E_UNEXPECTED;
		return new ComException(hresult, "Creating an instance of " + classObject.coClass() + " failed with " + thrown
				+ classObject.server().remedyFor(thrown), thrown);
	}

}
