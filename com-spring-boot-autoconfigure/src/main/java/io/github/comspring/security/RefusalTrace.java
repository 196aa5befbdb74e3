package io.github.comspring.security;

import io.github.comspring.ComException;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;

/**
 * Whom a failure refused something, as it travels from process to process: one byte.
 */
enum RefusalTrace {

	/** The user that the caller acts for, who is told so. */
	USER,

	/** A process that acts for no user, which is no matter of any user. */
	PROCESS;

	/**
	 * Looks for a refusal among the causes of a failure.
	 * @param failure the failure
	 * @return whom it refused something, or {@code null} if it is no refusal
	 */
	static @Nullable RefusalTrace of(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (isOfUser(cause)) {
				return USER;
			}
			if (cause instanceof ProcessRefusedException) {
				return PROCESS;
			}
		}
		return null;
	}

	/**
	 * Tells whether Spring Security answers a request with an exception.
	 * @param failure the exception
	 * @return whether it does
	 */
	static boolean isOfUser(Throwable failure) {
		return failure instanceof AccessDeniedException || failure instanceof AuthenticationException;
	}

	/**
	 * Reads what came from another process.
	 * @param data the data
	 * @return whom it refused something, {@link #PROCESS} if the data is anything else
	 */
	static RefusalTrace parse(byte[] data) {
		return (data.length == 1 && data[0] == USER.ordinal()) ? USER : PROCESS;
	}

	byte[] toBytes() {
		return new byte[] { (byte) ordinal() };
	}

	/**
	 * Has Spring Security find the refusal behind a failure that came from another
	 * process.
	 * @param failure the failure
	 * @return the failure with the refusal as its cause
	 */
	ComException behind(ComException failure) {
		ComException completed = new ComException(failure.hresult(), failure.detail(), cause(failure));
		for (Throwable suppressed : failure.getSuppressed()) {
			completed.addSuppressed(suppressed);
		}
		return completed;
	}

	private RuntimeException cause(ComException failure) {
		if (this == PROCESS) {
			return new ProcessRefusedException(failure.getCause());
		}
		AuthorizationDeniedException denied = new AuthorizationDeniedException(failure.detail());
		denied.initCause(failure.getCause());
		return denied;
	}

}
