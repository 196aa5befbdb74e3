package io.github.comspring.core.launch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * An environment variable of one launched process, which all inherit that it starts. By
 * it they are found when that process has ended: they are nobody's descendants then. One
 * that has cleared its environment is not found, and none where there is no {@code /proc}
 * as Linux has it.
 *
 * @param value the value, of one launch alone
 */
public record LaunchMark(String value) {

	private static final Logger logger = System.getLogger(LaunchMark.class.getName());

	/** The name of the variable. */
	static final String VARIABLE = "COMSPRING_LAUNCH";

	private static final Path PROCESSES = Path.of("/proc");

	/** How often a process is looked at that is about to become another program. */
	private static final int LOOKS = 1000;

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

	/** Where a status says where the code starts, counted from the program's name. */
	private static final int CODE_START = 23;

	/** Where it says where the environment starts, and next to it where that ends. */
	private static final int ENVIRONMENT_START = 47;

	/**
	 * Returns the mark of a process that is to be started.
	 * @return a mark that no process has
	 */
	public static LaunchMark random() {
		return new LaunchMark(UUID.randomUUID().toString());
	}

	void applyTo(Map<String, String> variables) {
		variables.put(VARIABLE, this.value);
	}

	/**
	 * Ends all processes with this mark that can be found, and returns without waiting
	 * for their end. Repeats until no more are found, as they may start others before
	 * they end.
	 */
	void endBearers() {
		Set<ProcessHandle> ended = new HashSet<>();
		Set<ProcessHandle> found;
		try {
			do {
				found = bearers();
				found.forEach(ProcessTree::destroy);
			}
			while (ended.addAll(found));
		}
		catch (RuntimeException ex) {
			// There is no file left to list processes with
			logger.log(Level.WARNING, "Processes that a server process has started may be left", ex);
		}
	}

	private Set<ProcessHandle> bearers() {
		return ProcessHandle.allProcesses().filter(this::isBearer).collect(Collectors.toSet());
	}

	private boolean isBearer(ProcessHandle process) {
		try {
			String variable = VARIABLE + "=" + this.value;
			return Arrays.asList(environment(PROCESSES.resolve(process.pid() + ""))).contains(variable);
		}
		catch (IOException ex) {
			// It has ended, or is another user's
			return false;
		}
	}

	/**
	 * Reads the environment of a process. While it is about to become another program it
	 * shows none or a part for a moment, which is waited for: it would be missed by it.
	 */
	private String[] environment(Path process) throws IOException {
		byte[] environment = read(process, "environ");
		for (int look = 1; look < LOOKS && !isWhole(environment, process); look++) {
			LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
			environment = read(process, "environ");
		}
		return new String(environment, StandardCharsets.ISO_8859_1).split("\0");
	}

	/**
	 * Tells whether what was read of a process's environment is all of it. One that has
	 * ended and one of the kernel run no program and have none; a program has begun once
	 * it has code, which it gets after its environment.
	 */
	private static boolean isWhole(byte[] environment, Path process) throws IOException {
		String stat = new String(read(process, "stat"), StandardCharsets.ISO_8859_1);
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
		if (fields[CODE_START].equals("0")) {
			return !Files.exists(process.resolve("exe"));
		}
		long start = Long.parseUnsignedLong(fields[ENVIRONMENT_START]);
		long end = Long.parseUnsignedLong(fields[ENVIRONMENT_START + 1]);
		return environment.length == end - start;
	}

	private static byte[] read(Path process, String file) throws IOException {
		return Files.readAllBytes(process.resolve(file));
	}

}
