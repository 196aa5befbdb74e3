package io.github.comspring.place.served;

import org.jspecify.annotations.Nullable;

/**
 * A failure that methods declare although they need not. It takes no cause.
 */
public class UncheckedFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public UncheckedFailure(@Nullable String message) {
		super(message);
	}

}
