package io.github.comspring.core.orpc;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A call reached its object and failed there.
 */
final class RemoteFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int code;

	private final transient CallFailure description;

	RemoteFailure(HResult hresult, CallFailure description) {
		super(description.message(), null, false, false);
		this.code = hresult.value();
		this.description = description;
	}

	/**
	 * Returns what the client gets.
	 * @param operation the method that was called, or {@code null} if it is none of Java
	 * @return the exception that the method declares, or a {@link ComException}
	 */
	Throwable failure(@Nullable Operation operation) {
		return this.description.toThrowable(HResult.of(this.code), operation);
	}

	/**
	 * Returns what the client gets from an operation that declares no exceptions.
	 * @return the exception
	 */
	ComException failure() {
		return (ComException) failure(null);
	}

}
