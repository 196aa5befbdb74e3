package io.github.comspring.core;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What this process may have run out of when it cannot open or start something. It says
 * nothing of what that is.
 */
public enum Shortage {

	/** {@code EAGAIN}, which means something else where no process is started. */
	PROCESSES(11, null, "no more processes or threads (ulimit -u, pids.max)"),

	/** {@code ENOMEM}. */
	MEMORY(12, "Cannot allocate memory", "no more memory"),

	/** {@code ENFILE}. */
	FILES_OF_MACHINE(23, "Too many open files in system",
			"no more open files, as the machine has too many (fs.file-max)"),

	/** {@code EMFILE}. */
	FILES(24, "Too many open files", "no more open files (ulimit -n)");

	/**
	 * How the JDK tells the number, which depends on its version, and only of programs.
	 */
	private static final Pattern NUMBER = Pattern.compile("error[=:] ?(\\d+)");

	private final int errno;

	private final @Nullable String reason;

	private final String text;

	Shortage(int errno, @Nullable String reason, String text) {
		this.errno = errno;
		this.reason = reason;
		this.text = text;
	}

	/**
	 * Finds out whether something failed for want of something.
	 * @param failure what the JDK says
	 * @return what was wanting, or {@code null} if something else is wrong
	 */
	public static @Nullable Shortage of(Throwable failure) {
		for (Throwable each = failure; each != null; each = each.getCause()) {
			Shortage found = (each instanceof IOException) ? of(String.valueOf(each.getMessage())) : null;
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private static @Nullable Shortage of(String message) {
		Matcher number = NUMBER.matcher(message);
		String told = number.find() ? number.group(1) : null;
		for (Shortage each : values()) {
			if ((told != null) ? told.equals(Integer.toString(each.errno)) : each.isReasonIn(message)) {
				return each;
			}
		}
		return null;
	}

	private boolean isReasonIn(String message) {
		return this.reason != null && message.contains(this.reason);
	}

	/**
	 * Returns the error of something that failed.
	 * @param otherwise the code if this process lacks nothing
	 * @param message what failed, as the beginning of a sentence
	 * @param remedy how the sentence ends if this process lacks nothing, which may say
	 * what to do
	 * @param cause what the JDK says
	 * @return the error, {@code RPC_S_OUT_OF_RESOURCES} with what to do if this process
	 * lacks something
	 */
	public static ComException failure(HResult otherwise, String message, String remedy, Exception cause) {
		Shortage shortage = of(cause);
		return (shortage != null)
				? new ComException(HResult.RPC_S_OUT_OF_RESOURCES,
						message + ", as this process can have " + shortage
								+ ". Give it more, or find out what keeps so much",
						cause)
				: new ComException(otherwise, message + remedy, cause);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
