package io.github.comspring.core.orpc.call;

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
	UNDER_WAY,

	/** The deadline passed before the answer came: the method may run still. */
	OVERDUE;

	private static final Set<HResult> BEFORE = Set.of(HResult.RPC_S_SERVER_UNAVAILABLE, HResult.RPC_E_DISCONNECTED,
			HResult.CO_E_OBJNOTCONNECTED);

	/**
	 * Says how far a call through a proxy came. What the method itself threw is an
	 * answer, whatever its code, and so is what the server met when it called others.
	 * @param failure what the call threw
	 * @return how far it came, or {@code null} if it was answered, or failed in this
	 * process
	 */
	public static @Nullable LostCall of(ComException failure) {
		return (failure instanceof LostCallException lost) ? lost.progress() : null;
	}

	/**
	 * Says how far a call came that a connection has failed. One that has found all
	 * connections taken says nothing of the server.
	 * @param failure what the connection threw
	 * @return how far it came, or {@code null} if it was answered, or failed in this
	 * process
	 */
	public static @Nullable LostCall met(ComException failure) {
		HResult hresult = failure.hresult();
		if (BEFORE.contains(hresult)) {
			return NOT_BEGUN;
		}
		if (!isOfConnection(failure)) {
			return null;
		}
		if (hresult.equals(HResult.RPC_S_CALL_FAILED)) {
			return UNDER_WAY;
		}
		return hresult.equals(HResult.RPC_E_TIMEOUT) ? OVERDUE : null;
	}

	private static boolean isOfConnection(ComException failure) {
		Throwable cause = failure;
		while (cause instanceof ComException) {
			cause = cause.getCause();
		}
		return cause instanceof IOException;
	}

}
