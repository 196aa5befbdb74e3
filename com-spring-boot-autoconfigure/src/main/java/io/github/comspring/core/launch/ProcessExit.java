package io.github.comspring.core.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.comspring.core.launch.crash.FatalError;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended.
 *
 * @param status the exit status as the JDK has it: 128 and more for a signal on Linux
 * @param lastLines the last lines that the process wrote, oldest first
 * @param crashFiles what its JVM wrote because it failed
 * @param fatalError what its JVM says of the fault, or {@code null} if it says nothing
 * @param bounds what it could not go beyond
 */
public record ProcessExit(int status, List<String> lastLines, List<Path> crashFiles, @Nullable FatalError fatalError,
		ProcessBounds bounds) {

	private static final int SIGNALLED = 128;

	private static final int LAST_SIGNAL = 64;

	private static final int SIGXCPU = 24;

	/** What a JVM ends itself by that has said why. */
	private static final int ABORTED = SIGNALLED + 6;

	/** The signals that end a process, by their numbers on Linux. */
	private static final Map<Integer, String> SIGNALS = Map.ofEntries(Map.entry(1, "SIGHUP"), Map.entry(2, "SIGINT"),
			Map.entry(3, "SIGQUIT"), Map.entry(4, "SIGILL"), Map.entry(5, "SIGTRAP"), Map.entry(6, "SIGABRT"),
			Map.entry(7, "SIGBUS"), Map.entry(8, "SIGFPE"), Map.entry(9, "SIGKILL"), Map.entry(10, "SIGUSR1"),
			Map.entry(11, "SIGSEGV"), Map.entry(12, "SIGUSR2"), Map.entry(13, "SIGPIPE"), Map.entry(14, "SIGALRM"),
			Map.entry(15, "SIGTERM"), Map.entry(SIGXCPU, "SIGXCPU"), Map.entry(25, "SIGXFSZ"), Map.entry(31, "SIGSYS"));

	/** How many lines a description quotes. */
	private static final int QUOTED_LINES = 5;

	/** How much of each line a description quotes, in characters. */
	private static final int QUOTED_LENGTH = 200;

	public ProcessExit {
		lastLines = List.copyOf(lastLines);
		crashFiles = List.copyOf(crashFiles);
	}

	/**
	 * Creates the end of a process that wrote no files.
	 * @param status the exit status
	 * @param lastLines the last lines that the process wrote
	 */
	public ProcessExit(int status, List<String> lastLines) {
		this(status, lastLines, List.of(), null, ProcessBounds.NONE);
	}

	/**
	 * Returns the end of a process.
	 * @param status the exit status
	 * @param lastLines the last lines that the process wrote
	 * @param crashFiles what its JVM wrote because it failed; the report of a fatal error
	 * among them is read
	 * @param bounds what it could not go beyond
	 * @return the end
	 */
	static ProcessExit of(int status, List<String> lastLines, List<Path> crashFiles, ProcessBounds bounds) {
		return new ProcessExit(status, lastLines, crashFiles, fatalError(status, lastLines, crashFiles), bounds);
	}

	/**
	 * A report is the process's own, and lines may be those of a JVM that it had started.
	 */
	private static @Nullable FatalError fatalError(int status, List<String> lastLines, List<Path> crashFiles) {
		FatalError reported = FatalError.in(crashFiles);
		return (reported != null || status != ABORTED) ? reported : FatalError.of(lastLines);
	}

	/**
	 * Describes the end for an error message.
	 * @return a phrase such as {@code exited with code 1} or
	 * {@code was ended by signal 9 (SIGKILL)}, with the files and the last lines if there
	 * are any
	 */
	public String describe() {
		List<String> files = files();
		List<String> quotes = quotes();
		return end() + limits() + (files.isEmpty() ? "" : "; see " + String.join(" and ", files))
				+ (quotes.isEmpty() ? "" : "; the last it wrote: " + String.join(" | ", quotes));
	}

	private String limits() {
		return (this.status == 0) ? ""
				: this.bounds.describe(Stream
					.concat(this.lastLines.stream(), Stream.ofNullable(this.fatalError).map(FatalError::reason))
					.toList());
	}

	private List<String> files() {
		if (this.crashFiles.isEmpty() && this.fatalError != null && this.fatalError.report() != null) {
			return List.of(this.fatalError.report());
		}
		return this.crashFiles.stream().map(Path::toString).toList();
	}

	private String end() {
		if (this.fatalError != null) {
			return "was ended by " + this.fatalError.describe();
		}
		int signal = this.status - SIGNALLED;
		if (signal < 1 || signal > LAST_SIGNAL) {
			return "exited with code " + this.status;
		}
		String name = SIGNALS.get(signal);
		return "was ended by signal " + signal + ((name != null) ? " (" + name + ")" : "")
				+ ((signal == SIGXCPU) ? ", as its processor time was over" : "");
	}

	private List<String> quotes() {
		List<String> telling = this.lastLines.stream().map(String::strip).filter(this::isTelling).toList();
		return telling.stream()
			.skip(Math.max(0, telling.size() - QUOTED_LINES))
			.map((line) -> (line.length() > QUOTED_LENGTH) ? line.substring(0, QUOTED_LENGTH) + "..." : line)
			.toList();
	}

	/**
	 * The frames of a stack trace would crowd out the exceptions that they belong to, and
	 * what a JVM says of a fault whatever was written before.
	 */
	private boolean isTelling(String line) {
		return !line.isEmpty() && !line.startsWith("at ") && (this.fatalError == null || !FatalError.isOfBanner(line));
	}

}
