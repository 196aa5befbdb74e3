package io.github.comspring.core.launch.output;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the flood of a process that writes without end out of the log, which would fill
 * the disk: so much goes on to the log in each span of time, and of the rest how many
 * lines it was. Used by one thread.
 */
public final class LogQuota implements Consumer<String> {

	/** How much goes on in each span, in characters. */
	static final int QUOTA = 2 << 20;

	/** What the log itself adds to each line, about. */
	static final int LINE = 64;

	static final Duration SPAN = Duration.ofMinutes(1);

	private final Consumer<String> log;

	private final LongSupplier ticker;

	private long start;

	private long used;

	private long leftOut;

	/**
	 * Creates a quota that is not used yet.
	 * @param log gets what goes on
	 * @param ticker tells the time in nanoseconds, as {@link System#nanoTime()} does
	 */
	public LogQuota(Consumer<String> log, LongSupplier ticker) {
		this.log = log;
		this.ticker = ticker;
		this.start = ticker.getAsLong();
	}

	@Override
	public void accept(String line) {
		long now = this.ticker.getAsLong();
		if (now - this.start >= SPAN.toNanos()) {
			begin(now);
		}
		if (this.leftOut > 0 || this.used + line.length() + LINE > QUOTA) {
			leaveOut();
		}
		else {
			this.used += line.length() + LINE;
			this.log.accept(line);
		}
	}

	private void begin(long now) {
		long before = this.leftOut;
		this.start = now;
		this.used = 0;
		this.leftOut = 0;
		if (before > 0) {
			this.log.accept("... (" + before + " lines were left out)");
		}
	}

	private void leaveOut() {
		this.leftOut++;
		if (this.leftOut == 1) {
			this.log.accept("... (this and what follows is left out for up to " + SPAN.toSeconds()
					+ " s, as the process writes too much: more than " + (QUOTA >> 20) + " MiB)");
		}
	}

}
