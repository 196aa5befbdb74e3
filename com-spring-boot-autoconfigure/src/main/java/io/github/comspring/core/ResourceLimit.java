package io.github.comspring.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much of something the system lets this process have. Not asked of the platform's
 * MBeans, which would take longer than all else that a surrogate does before it listens.
 */
public enum ResourceLimit {

	/**
	 * Files that are open at once ({@code RLIMIT_NOFILE}), of which each connection is
	 * one.
	 */
	OPEN_FILES("Max open files"),

	/** Memory of its own, in bytes ({@code RLIMIT_DATA}). */
	MEMORY("Max data size"),

	/**
	 * The stack of a native thread that says nothing else, in bytes
	 * ({@code RLIMIT_STACK}).
	 */
	STACK("Max stack size");

	/** What is told where there is no limit, or the system does not tell it. */
	public static final long NONE = Long.MAX_VALUE;

	private static final Path LIMITS = Path.of("/proc/self/limits");

	private final String line;

	ResourceLimit(String line) {
		this.line = line;
	}

	/**
	 * Returns the limit that holds, from Linux alone.
	 * @return the limit, or {@link #NONE}
	 */
	public long ofThisProcess() {
		try {
			return Files.isReadable(LIMITS) ? find(Files.readAllLines(LIMITS)) : NONE;
		}
		catch (IOException ex) {
			return NONE;
		}
	}

	/**
	 * Finds the limit that holds, which stands in front of the one up to which it can be
	 * raised.
	 */
	long find(List<String> lines) {
		for (String each : lines) {
			if (each.startsWith(this.line)) {
				String limit = each.substring(this.line.length()).strip().split(" ", 2)[0];
				return limit.matches("\\d{1,18}") ? Long.parseLong(limit) : NONE;
			}
		}
		return NONE;
	}

}
