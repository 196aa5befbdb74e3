package io.github.comspring;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A failure with an {@link HResult}. The message is the name and value of the code, what
 * happened, and what to do about it.
 */
public class ComException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int code;

	private final String detail;

	/**
	 * Creates an exception.
	 * @param hresult the code, a failure
	 * @param detail what happened, naming the class, file or argument concerned
	 */
	public ComException(HResult hresult, String detail) {
		this(hresult, detail, null);
	}

	/**
	 * Creates an exception with the failure that led to it. A cause that web frameworks
	 * would take for the loss of their own client, such as the end of a stream or a
	 * broken pipe, is kept as its text and its frames.
	 * @param hresult the code, a failure
	 * @param detail what happened, naming the class, file or argument concerned
	 * @param cause what led to it, or {@code null}
	 */
	public ComException(HResult hresult, String detail, @Nullable Throwable cause) {
		this(known(hresult), detail, known(hresult) + ": " + detail + ". " + known(hresult).text(), cause);
	}

	/**
	 * Whoever has got no code has a failure to tell all the same.
	 */
	private static HResult known(@Nullable HResult hresult) {
		return (hresult != null) ? hresult : HResult.E_UNEXPECTED;
	}

	private ComException(HResult hresult, String detail, String message, @Nullable Throwable cause) {
		super(message, OnwardException.replace(message, cause));
		this.code = hresult.value();
		this.detail = detail;
	}

	/**
	 * Returns what happened, without the code and what to do about it.
	 * @return a phrase
	 */
	public final String detail() {
		return this.detail;
	}

	/**
	 * Returns the code, kept to the bit.
	 * @return the code
	 */
	public final HResult hresult() {
		return HResult.of(this.code);
	}

}
