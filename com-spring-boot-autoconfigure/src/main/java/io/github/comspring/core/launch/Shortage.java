package io.github.comspring.core.launch;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What this process may have run out of when it cannot start another one. It says nothing
 * of the program.
 */
enum Shortage {

	/** {@code EAGAIN}. */
	PROCESSES(11, "no more processes or threads (ulimit -u, pids.max)"),

	/** {@code ENOMEM}. */
	MEMORY(12, "no more memory"),

	/** {@code ENFILE}. */
	FILES_OF_MACHINE(23, "no more open files, as the machine has too many (fs.file-max)"),

	/** {@code EMFILE}. */
	FILES(24, "no more open files (ulimit -n)");

	/** How the JDK tells the number, which depends on its version. */
	private static final Pattern NUMBER = Pattern.compile("error[=:] ?(\\d+)");

	private final int errno;

	private final String text;

	Shortage(int errno, String text) {
		this.errno = errno;
		this.text = text;
	}

	/**
	 * Finds out whether a process could not be started for want of something.
	 * @param failure what the JDK says
	 * @return what was wanting, or {@code null} if something else is wrong
	 */
	static @Nullable Shortage of(Exception failure) {
		Matcher number = NUMBER.matcher(String.valueOf(failure.getMessage()));
		if (failure instanceof IOException && number.find()) {
			for (Shortage each : values()) {
				if (Integer.toString(each.errno).equals(number.group(1))) {
					return each;
				}
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
