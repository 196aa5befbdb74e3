package io.github.comspring.core.registry;

import java.time.Duration;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel lets the server processes of an application use up, whatever program
 * they run: values of the key {@code AppID\{appid}} that are additions to COM.
 *
 * @param processorTime how long a process may compute in all, or {@code null} for any
 * time
 * @param threadStack how many KiB of stack the kernel gives to a native thread that says
 * nothing else, or {@code null} for what is usual
 * @param oomScoreAdjust how much sooner than this process they are ended when memory is
 * short, from 0 for no sooner to {@value #SOONEST} for before all others, or {@code null}
 * for what is usual
 * @param group what the control group of each process has, or {@code null} if it has none
 */
public record ApplicationLimits(@Nullable Duration processorTime, @Nullable Integer threadStack,
		@Nullable Integer oomScoreAdjust, @Nullable ApplicationGroup group) {

	/** Those of an application that says nothing. */
	public static final ApplicationLimits NONE = new ApplicationLimits(null, null, null, null);

	/** The value for {@link #processorTime}, a {@code REG_DWORD} of milliseconds. */
	public static final String MAX_PROCESSOR_TIME = "MaxProcessorTime";

	/** The value for {@link #threadStack}, a {@code REG_DWORD} of KiB. */
	public static final String THREAD_STACK = "ThreadStack";

	/** The value for {@link #oomScoreAdjust}, a {@code REG_DWORD}. */
	public static final String OOM_SCORE_ADJUST = "OomScoreAdjust";

	/** The least stack in KiB, with which the loader of programs gets along. */
	public static final int LEAST_STACK = 256;

	/** The kernel's highest adjustment. */
	public static final int SOONEST = 1000;

	/**
	 * Reads the limits of an application.
	 * @param key reads its key
	 * @return the limits
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code REGDB_E_INVALIDVALUE} if it makes no sense
	 */
	static ApplicationLimits read(KeyReader key) {
		Integer millis = number(key, MAX_PROCESSOR_TIME, 1, Integer.MAX_VALUE, "no time in milliseconds");
		return new ApplicationLimits((millis != null) ? Duration.ofMillis(millis) : null,
				number(key, THREAD_STACK, LEAST_STACK, Integer.MAX_VALUE, "less than " + LEAST_STACK + " KiB"),
				number(key, OOM_SCORE_ADJUST, 0, SOONEST, "no number from 0 to " + SOONEST),
				ApplicationGroup.read(key));
	}

	private static @Nullable Integer number(KeyReader key, String name, int least, int most, String fault) {
		Integer number = key.number(name);
		if (number != null && (number < least || number > most)) {
			throw new ComException(HResult.REGDB_E_INVALIDVALUE,
					key.describe(name) + " is " + number + ", which is " + fault);
		}
		return number;
	}

}
