package io.github.comspring.core.launch.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.github.comspring.core.GuardedBy;

/**
 * What a process wrote, as lines of bounded length: each goes to the log, and the last
 * are kept. Takes any bytes, and needs the same memory for any number of them. One thread
 * writes; any thread may look.
 */
public final class OutputLog {

	/** How much of a line is shown, in bytes. */
	public static final int MAX_LINE = 8 * 1024;

	/** How many lines are kept. */
	static final int KEPT_LINES = 50;

	/** What a terminal would obey, or a log take for the end of the line. */
	private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}&&[^\t]]");

	/** Stands for the rest of a line that is too long. */
	public static final String CUT = "... (cut)";

	private final Consumer<String> log;

	@GuardedBy("this")
	private final Deque<String> lastLines = new ArrayDeque<>();

	@GuardedBy("this")
	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	@GuardedBy("this")
	private boolean cut;

	public OutputLog(Consumer<String> log) {
		this.log = log;
	}

	/**
	 * Takes the next bytes.
	 * @param bytes an array that starts with them
	 * @param length how many there are
	 */
	public void write(byte[] bytes, int length) {
		// Not under the lock, as the log may take its time
		split(bytes, length).forEach(this.log);
	}

	/**
	 * Takes what was begun for a line.
	 */
	public void end() {
		rest().forEach(this.log);
	}

	private synchronized List<String> rest() {
		return (this.line.size() > 0) ? List.of(endLine()) : List.of();
	}

	/**
	 * Returns the last lines, with the one that was begun.
	 * @return the lines, oldest first
	 */
	public synchronized List<String> lastLines() {
		List<String> lines = new ArrayList<>(this.lastLines);
		if (this.line.size() > 0) {
			lines.add(text());
		}
		return lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size());
	}

	private synchronized List<String> split(byte[] bytes, int length) {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			if (bytes[i] == '\n') {
				lines.add(endLine());
			}
			else if (this.line.size() < MAX_LINE) {
				this.line.write(bytes[i]);
			}
			else {
				this.cut = true;
			}
		}
		return lines;
	}

	private String endLine() {
		String text = text();
		this.line.reset();
		this.cut = false;
		this.lastLines.addLast(text);
		if (this.lastLines.size() > KEPT_LINES) {
			this.lastLines.removeFirst();
		}
		return text;
	}

	/**
	 * Replaces what should not go to a log as it is.
	 */
	public static String withoutControl(String text) {
		return CONTROL.matcher(text).replaceAll("\uFFFD");
	}

	private String text() {
		// Replaces what is not UTF-8
		String text = withoutControl(this.line.toString(StandardCharsets.UTF_8).stripTrailing());
		return this.cut ? text + CUT : text;
	}

}
