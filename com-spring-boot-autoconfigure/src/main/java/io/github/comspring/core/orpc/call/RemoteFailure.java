package io.github.comspring.core.orpc.call;

import java.util.function.UnaryOperator;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A call reached its object and failed there.
 */
public final class RemoteFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int code;

	private final transient CallFailure description;

	private final transient UnaryOperator<ComException> completion;

	/**
	 * Creates it.
	 * @param hresult the HRESULT of the call
	 * @param description what the method threw
	 * @param completion adds to a {@link ComException} what this process knows of it
	 */
	public RemoteFailure(HResult hresult, CallFailure description, UnaryOperator<ComException> completion) {
		super(description.message(), null, false, false);
		this.code = hresult.value();
		this.description = description;
		this.completion = completion;
	}

	/**
	 * Returns what the client gets.
	 * @param operation the method that was called, or {@code null} if it is none of Java
	 * @return the exception that the method declares, or a {@link ComException}
	 */
	public Throwable failure(@Nullable Operation operation) {
		Throwable failure = this.description.toThrowable(HResult.of(this.code), operation);
		return (failure instanceof ComException known) ? this.completion.apply(known) : failure;
	}

	/**
	 * Returns what the client gets from an operation that declares no exceptions.
	 * @return the exception
	 */
	public ComException failure() {
		return (ComException) failure(null);
	}

}
