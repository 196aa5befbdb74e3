package io.github.comspring.core.launch.crash;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.comspring.core.launch.output.OutputLog;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM says of the fault that has ended it. It ends itself by SIGABRT once it has
 * said so, whatever the fault was.
 *
 * @param reason the signal that began it, such as {@code signal 11 (SIGSEGV)}, or what
 * the JVM says instead
 * @param frame where it happened, or {@code null} if that is not told
 * @param report the file with all that the JVM knows, or {@code null} if that is not told
 */
public record FatalError(String reason, @Nullable String frame, @Nullable String report) {

	private static final Logger logger = System.getLogger(FatalError.class.getName());

	/** How much of a report is read, in bytes: what is looked for begins it. */
	private static final int HEAD = 16 * 1024;

	/** How much of a line is shown. */
	private static final int LENGTH = 200;

	private static final String SENT = "(sent by kill)";

	private static final Pattern SIGNAL = Pattern.compile("(SIG[A-Z]+) \\(0x(\\p{XDigit}{1,2})\\)(.*)");

	/** What is no signal, on all systems. */
	private static final Pattern OTHER = Pattern.compile(
			"(Native memory allocation .*|(?:Internal Error|Out of Memory Error|EXCEPTION_\\w+) .*?)(?:, pid=.*)?");

	private static final Pattern LIBRARY = Pattern.compile("\\[(.+)\\+0x\\p{XDigit}+]");

	/**
	 * Finds what a process says of its fault.
	 * @param crashFiles the files that its JVM has written
	 * @return what the report among them says, or {@code null} if there is none that can
	 * be made sense of
	 */
	public static @Nullable FatalError in(List<Path> crashFiles) {
		for (Path each : crashFiles) {
			if (each.toString().endsWith(CrashFiles.REPORT)) {
				return of(head(each));
			}
		}
		return null;
	}

	private static List<String> head(Path report) {
		try (InputStream in = Files.newInputStream(report, LinkOption.NOFOLLOW_LINKS)) {
			return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			logger.log(Level.DEBUG, "The report of a fatal error cannot be read: {0}", ex.toString());
			return List.of();
		}
	}

	/**
	 * Makes sense of what a JVM writes.
	 * @param lines its output or the beginning of its report
	 * @return the fault, or {@code null} if nothing is said of one
	 */
	public static @Nullable FatalError of(List<String> lines) {
		List<String> banner = new ArrayList<>(
				lines.stream().filter(FatalError::isOfBanner).map(FatalError::text).toList());
		banner.add("");
		String reason = null;
		String frame = null;
		String report = null;
		for (int i = 0; i < banner.size() - 1; i++) {
			String line = banner.get(i);
			if (reason == null) {
				reason = reason(line, banner.get(i + 1));
			}
			if (line.equals("Problematic frame:")) {
				frame = banner.get(i + 1);
			}
			else if (line.endsWith("is saved as:")) {
				report = banner.get(i + 1);
			}
		}
		return (reason != null) ? new FatalError(reason, frame, report) : null;
	}

	/**
	 * Tells whether a line is one of those with which a JVM says that it fails.
	 */
	public static boolean isOfBanner(String line) {
		return line.startsWith("#");
	}

	private static String text(String line) {
		String text = OutputLog.withoutControl(line.substring(1)).strip().replaceAll("\\s+", " ");
		return (text.length() > LENGTH) ? text.substring(0, LENGTH) + "..." : text;
	}

	private static @Nullable String reason(String line, String next) {
		Matcher signal = SIGNAL.matcher(line);
		if (signal.matches()) {
			return "signal " + Integer.parseInt(signal.group(2), 16) + " (" + signal.group(1) + ")"
					+ (signal.group(3).contains(SENT) ? " that was sent to it" : "");
		}
		Matcher other = OTHER.matcher(line);
		if (other.matches()) {
			return "its JVM: " + other.group(1).replaceFirst("\\.$", "")
					+ (line.startsWith("Internal Error") && !next.isEmpty() ? ": " + next : "");
		}
		return null;
	}

	/**
	 * Describes the fault for an error message, the library first that a person looks
	 * for.
	 * @return what follows {@code was ended by}
	 */
	public String describe() {
		if (this.frame == null || this.frame.isEmpty()) {
			return this.reason;
		}
		Matcher library = LIBRARY.matcher(this.frame);
		return this.reason + (library.find() ? " in " + library.group(1) : "") + "; problematic frame: " + this.frame;
	}

}
