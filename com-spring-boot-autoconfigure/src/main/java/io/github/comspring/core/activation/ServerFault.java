package io.github.comspring.core.activation;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * Turns what server code threw into what a client in the same process gets: a
 * {@link ComException} always.
 */
final class ServerFault {

	private ServerFault() {
	}

	/**
	 * Maps an exception.
	 * @param thrown what the server code threw
	 * @param doing what was being done, a phrase
	 * @return the exception itself if it is a {@link ComException}, otherwise one with
	 * {@code E_OUTOFMEMORY} or {@code E_UNEXPECTED} and the exception as its cause
	 */
	static ComException inProcess(Throwable thrown, String doing) {
		if (thrown instanceof ComException known) {
			return known;
		}
		HResult hresult = (thrown instanceof OutOfMemoryError) ? HResult.E_OUTOFMEMORY : HResult.E_UNEXPECTED;
		return new ComException(hresult, doing + " failed with " + thrown, thrown);
	}

}
