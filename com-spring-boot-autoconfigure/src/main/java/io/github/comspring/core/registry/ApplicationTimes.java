package io.github.comspring.core.registry;

import java.time.Duration;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * How long the servers of an application go on, and how long calls of its objects may
 * take: values of the key {@code AppID\{appid}} that are additions to COM.
 *
 * @param idle how long a launched server goes on without clients, or {@code null} for as
 * long as it likes itself
 * @param call how long a call may take, or {@code null} for as long as any other
 * @param endOnCall whether the server is ended for a call that takes longer; means
 * nothing if {@code call} is {@code null}
 */
public record ApplicationTimes(@Nullable Duration idle, @Nullable Duration call, boolean endOnCall) {

	/** Those of an application that says nothing. */
	public static final ApplicationTimes NONE = new ApplicationTimes(null, null, false);

	/** For what may pause in a debugger: longer than anybody waits. */
	public static final Duration NO_DEADLINE = Duration.ofDays(1);

	/** The value for {@link #idle}, a {@code REG_DWORD} of milliseconds. */
	public static final String IDLE_TIMEOUT = "IdleTimeout";

	/** The value for {@link #call}, a {@code REG_DWORD} of milliseconds, at least 1. */
	public static final String CALL_TIMEOUT = "CallTimeout";

	/** The value for {@link #endOnCall}, a text that begins with the letter Y if so. */
	public static final String END_ON_CALL_TIMEOUT = "EndOnCallTimeout";

	/**
	 * Reads the times of an application.
	 * @param key reads its key
	 * @return the times
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code REGDB_E_INVALIDVALUE} if a time is out of range
	 */
	static ApplicationTimes read(KeyReader key) {
		return new ApplicationTimes(time(key, IDLE_TIMEOUT, 0), time(key, CALL_TIMEOUT, 1),
				key.yes(END_ON_CALL_TIMEOUT));
	}

	private static @Nullable Duration time(KeyReader key, String name, int least) {
		Integer millis = key.number(name);
		if (millis == null) {
			return null;
		}
		if (millis < least) {
			throw new ComException(HResult.REGDB_E_INVALIDVALUE, key.describe(name) + " is " + millis
					+ " ms, which is no time from " + least + " to " + Integer.MAX_VALUE + " ms");
		}
		return Duration.ofMillis(millis);
	}

	/**
	 * The same times, but for calls that may take as long as they like.
	 * @return the times
	 */
	ApplicationTimes withoutDeadline() {
		return new ApplicationTimes(this.idle, NO_DEADLINE, false);
	}

	/**
	 * Tells whether the server is ended for a call.
	 * @param taken how long the call has taken, and was not answered
	 * @return whether it is
	 */
	public boolean isEndedFor(Duration taken) {
		return this.endOnCall && this.call != null && taken.compareTo(this.call) >= 0;
	}

}
