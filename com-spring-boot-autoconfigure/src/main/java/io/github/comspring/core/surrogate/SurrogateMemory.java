package io.github.comspring.core.surrogate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.comspring.core.registry.SurrogateJvm;
import org.jspecify.annotations.Nullable;

/**
 * How a surrogate whose memory is limited shares it out: the heap is not all that the
 * kernel counts. Each connection has a thread, and so a stack, and there are no more of
 * them than have room.
 *
 * @param jvm what the application says
 */
record SurrogateMemory(SurrogateJvm jvm) {

	/** As much compiled code as a small process has at most, in KiB. */
	private static final int MOST_CODE = 128 << 10;

	/** What the JVM does not need of its own memory with few threads, in KiB. */
	private static final int SPARE_MEMORY = SurrogateJvm.OWN_MEMORY / 4;

	/** The stack of a thread if nobody says so, in KiB. */
	private static final int STACK = 512;

	/**
	 * What a thread takes beside its stack, in KiB: what it allocates from, and keeps.
	 */
	private static final int BESIDE_STACK = 128;

	/** So few that one client has a connection beside the one that it keeps. */
	private static final int LEAST_CONNECTIONS = 9;

	private static final Pattern STACK_SIZE = Pattern.compile("-(?:Xss|XX:ThreadStackSize=)(\\d{1,7})([kKmM]?)");

	/** The system property with how many connections there is room for. */
	private static final String CONNECTIONS = "comspring.surrogate.connections";

	/** The system property with how much memory the application gives it, in KiB. */
	private static final String MEMORY = "comspring.surrogate.max-memory";

	/**
	 * Returns how many connections this process has room for.
	 * @return the number, the largest one if its memory is not limited
	 */
	static int connectionsHere() {
		return Integer.getInteger(CONNECTIONS, Integer.MAX_VALUE);
	}

	/**
	 * Tells whether the application of this process limits its memory.
	 */
	static boolean isLimitedHere() {
		return System.getProperty(MEMORY) != null;
	}

	/**
	 * Returns the options of the JVM.
	 */
	List<String> options() {
		List<String> options = new ArrayList<>();
		Integer heap = this.jvm.maxHeap();
		Integer memory = this.jvm.maxMemory();
		if (heap == null && memory != null) {
			heap = (memory - SurrogateJvm.OWN_MEMORY) / 2;
		}
		if (heap != null) {
			options.add("-Xmx" + heap + "k");
		}
		if (memory != null) {
			int rest = memory - SurrogateJvm.OWN_MEMORY - heap;
			options.add("-XX:MaxMetaspaceSize=" + rest / 2 + "k");
			options.add("-XX:ReservedCodeCacheSize=" + Math.min(rest / 4, MOST_CODE) + "k");
			options.add("-XX:MaxDirectMemorySize=" + rest / 8 + "k");
			options.add("-Xss" + STACK + "k");
			options.add("-D" + CONNECTIONS + "=" + connections(rest / 8));
			options.add("-D" + MEMORY + "=" + memory);
		}
		return options;
	}

	private int connections(int ofRest) {
		return Math.max(LEAST_CONNECTIONS, (SPARE_MEMORY + ofRest) / (stack() + BESIDE_STACK));
	}

	private int stack() {
		int stack = STACK;
		for (String each : this.jvm.arguments()) {
			Integer given = kibibytes(each);
			stack = (given != null) ? given : stack;
		}
		return stack;
	}

	/**
	 * Reads the size of a stack, which one of the options has in bytes and the other one
	 * in KiB if there is no unit.
	 */
	private static @Nullable Integer kibibytes(String argument) {
		Matcher size = STACK_SIZE.matcher(argument);
		if (!size.matches()) {
			return null;
		}
		int number = Integer.parseInt(size.group(1));
		return switch (size.group(2)) {
			case "m", "M" -> number << 10;
			case "k", "K" -> number;
			default -> argument.startsWith("-Xss") ? number >> 10 : number;
		};
	}

}
