package io.github.comspring.core.orpc.importer;

import java.io.IOException;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * How far a call came that its server did not answer.
 */
public enum LostCall {

	/** The method has surely not begun. */
	NOT_BEGUN,

	/** The connection broke before the answer came: the method may have run, or not. */
	UNDER_WAY;

	private static final Set<HResult> BEFORE = Set.of(HResult.RPC_S_SERVER_UNAVAILABLE, HResult.RPC_E_DISCONNECTED,
			HResult.CO_E_OBJNOTCONNECTED);

	/**
	 * Says how far a call came. What the method itself threw is an answer, whatever its
	 * code.
	 * @param object what was called
	 * @param failure what the call threw
	 * @return how far it came, or {@code null} if it was answered, ran out of time, or
	 * was a call in this process
	 */
	public static @Nullable LostCall of(Object object, ComException failure) {
		// A proxy adds the method to what it has met itself, and to nothing else
		if (ObjectProxy.behind(object) == null || !(failure.getCause() instanceof ComException)) {
			return null;
		}
		if (BEFORE.contains(failure.hresult())) {
			return NOT_BEGUN;
		}
		return failure.hresult().equals(HResult.RPC_S_CALL_FAILED) && isOfConnection(failure) ? UNDER_WAY : null;
	}

	private static boolean isOfConnection(ComException failure) {
		Throwable cause = failure;
		while (cause instanceof ComException) {
			cause = cause.getCause();
		}
		return cause instanceof IOException;
	}

}
