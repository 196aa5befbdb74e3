package io.github.comspring.core.scm.supervision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How much memory processes have resident, where the kernel tells, which is on Linux.
 */
final class ResidentMemory {

	private static final Pattern LINE = Pattern.compile("(?m)^VmRSS:\\s+(\\d{1,18}) kB$");

	private ResidentMemory() {
	}

	/**
	 * Looks at a process.
	 * @param pid its process id
	 * @return its resident memory in KiB, or empty if that is not known, for instance as
	 * the process has ended
	 */
	static OptionalLong of(long pid) {
		try {
			return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1));
		}
		catch (IOException ex) {
			return OptionalLong.empty();
		}
	}

	static OptionalLong parse(String status) {
		return LINE.matcher(status)
			.results()
			.map((MatchResult match) -> match.group(1))
			.mapToLong(Long::parseLong)
			.findFirst();
	}

}
