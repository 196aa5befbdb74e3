package io.github.comspring.security;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Stands behind a refusal that is not a user's but that of a process which acts for none,
 * so that nobody answers a user's request with it.
 */
final class ProcessRefusedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param cause how it came across processes, or {@code null}
	 */
	ProcessRefusedException(@Nullable Throwable cause) {
		super("The process itself was refused, not a user of it", cause, false, false);
	}

}
