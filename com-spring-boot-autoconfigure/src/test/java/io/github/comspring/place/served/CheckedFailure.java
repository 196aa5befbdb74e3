package io.github.comspring.place.served;

import org.jspecify.annotations.Nullable;

/**
 * A failure that methods declare.
 */
public class CheckedFailure extends Exception {

	private static final long serialVersionUID = 1L;

	private int code;

	public CheckedFailure(@Nullable String message) {
		super(message);
	}

	public CheckedFailure(@Nullable String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/** Sets the code. */
	public final void code(int code) {
		this.code = code;
	}

	/** Returns the code. */
	public final int code() {
		return this.code;
	}

	/**
	 * A kind of it that no method declares.
	 */
	public static final class Special extends CheckedFailure {

		private static final long serialVersionUID = 1L;

		public Special(String message) {
			super(message);
		}

	}

}
