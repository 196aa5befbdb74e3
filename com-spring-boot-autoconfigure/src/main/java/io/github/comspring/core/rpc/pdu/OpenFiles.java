package io.github.comspring.core.rpc.pdu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many files the system lets this process have open at once ({@code RLIMIT_NOFILE}),
 * of which each connection is one.
 */
final class OpenFiles {

	private static final Path LIMITS = Path.of("/proc/self/limits");

	private static final String NAME = "Max open files";

	private OpenFiles() {
	}

	/**
	 * Returns the limit. Not asked of the platform's MBean, which would take longer than
	 * all else that a surrogate does before it listens.
	 * @return the limit, {@link Integer#MAX_VALUE} if there is none or the system does
	 * not tell
	 */
	static int limit() {
		try {
			return Files.isReadable(LIMITS) ? find(Files.readAllLines(LIMITS)) : Integer.MAX_VALUE;
		}
		catch (IOException ex) {
			return Integer.MAX_VALUE;
		}
	}

	/**
	 * Finds the limit that holds, which stands in front of the one up to which it can be
	 * raised.
	 */
	static int find(List<String> lines) {
		for (String line : lines) {
			if (line.startsWith(NAME)) {
				String limit = line.substring(NAME.length()).strip().split(" ", 2)[0];
				return limit.matches("\\d{1,9}") ? Integer.parseInt(limit) : Integer.MAX_VALUE;
			}
		}
		return Integer.MAX_VALUE;
	}

}
