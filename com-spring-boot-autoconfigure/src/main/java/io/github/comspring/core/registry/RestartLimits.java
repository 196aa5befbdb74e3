package io.github.comspring.core.registry;

import java.time.Duration;
import java.util.Objects;

/**
 * How often the servers of an application may fail before none is started any more:
 * values of the key {@code AppID\{appid}} that are additions to COM.
 *
 * @param failures how many failures within the window lock the application out, at least
 * 1
 * @param window how long a failure counts, at least 1 ms
 */
public record RestartLimits(int failures, Duration window) {

	/** Those of a class without an application, and of one that says nothing. */
	public static final RestartLimits DEFAULT = new RestartLimits(5, Duration.ofMinutes(1));

	/** The value for {@link #failures}, a {@code REG_DWORD} of at least 1. */
	public static final String RESTART_LIMIT = "RestartLimit";

	/** The value for {@link #window}, a {@code REG_DWORD} of milliseconds, at least 1. */
	public static final String RESTART_WINDOW = "RestartWindow";

	/**
	 * Reads the limits of an application.
	 * @param key reads its key
	 * @return the limits
	 * @throws io.github.comspring.ComException {@code REGDB_E_READREGDB} if a value has
	 * the wrong type, {@code REGDB_E_INVALIDVALUE} if it is less than 1
	 */
	static RestartLimits read(KeyReader key) {
		Integer failures = key.positive(RESTART_LIMIT);
		Integer window = key.positive(RESTART_WINDOW);
		return new RestartLimits(Objects.requireNonNullElse(failures, DEFAULT.failures),
				(window != null) ? Duration.ofMillis(window) : DEFAULT.window);
	}

}
