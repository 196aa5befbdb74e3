package io.github.comspring.core.launch.output;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.comspring.core.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a log that may take its time, or none at all: behind it is a
 * terminal, a pipe or a disk. Whoever brings a line never waits. What the log does not
 * take is kept up to a bound, and beyond that only counted. Safe from any thread.
 */
public final class LogQueue implements Consumer<String> {

	/** How much is kept, in characters: what a process may write in one span of time. */
	static final int CAPACITY = LogQuota.QUOTA + OutputLog.MAX_LINE;

	private final Consumer<String> log;

	private final Executor writer;

	@GuardedBy("this")
	private List<String> lines = new ArrayList<>();

	@GuardedBy("this")
	private int size;

	@GuardedBy("this")
	private long dropped;

	/** Whether somebody brings lines to the log, or is about to. */
	@GuardedBy("this")
	private boolean writing;

	/** Completed when the log has taken all. */
	@GuardedBy("this")
	private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

	/**
	 * Creates an empty queue.
	 * @param log gets the lines, in their order and never two at a time
	 * @param writer runs what brings them there
	 */
	public LogQueue(Consumer<String> log, Executor writer) {
		this.log = log;
		this.writer = writer;
	}

	@Override
	public void accept(String line) {
		if (add(line)) {
			start();
		}
	}

	/**
	 * Returns the time when the log has taken what it was brought so far. Never fails.
	 * @return completed then
	 */
	public synchronized CompletableFuture<Void> written() {
		return this.written.copy();
	}

	/**
	 * Adds a line.
	 * @return whether nobody brings lines to the log yet
	 */
	private synchronized boolean add(String line) {
		if (this.dropped > 0 || this.size + line.length() + LogQuota.LINE > CAPACITY) {
			this.dropped++;
			return false;
		}
		this.lines.add(line);
		this.size += line.length() + LogQuota.LINE;
		if (this.writing) {
			return false;
		}
		this.writing = true;
		this.written = new CompletableFuture<>();
		return true;
	}

	private void start() {
		try {
			this.writer.execute(this::write);
		}
		catch (RuntimeException | Error ex) {
			// Such as for a lack of threads: the next line tries again
			stop().complete(null);
			throw ex;
		}
	}

	/**
	 * Brings what is there to the log, and is called again for what comes meanwhile: one
	 * queue does not keep the writer from the others.
	 */
	private void write() {
		for (String line : take()) {
			try {
				this.log.accept(line);
			}
			catch (RuntimeException | Error ex) {
				// The lines behind it have to get there all the same
			}
		}
		CompletableFuture<Void> end = stopIfEmpty();
		if (end != null) {
			end.complete(null);
		}
		else {
			start();
		}
	}

	private synchronized List<String> take() {
		List<String> taken = this.lines;
		if (this.dropped > 0) {
			taken.add("... (" + this.dropped + " lines are missing here, as the log took none meanwhile)");
		}
		this.lines = new ArrayList<>();
		this.size = 0;
		this.dropped = 0;
		return taken;
	}

	private synchronized @Nullable CompletableFuture<Void> stopIfEmpty() {
		return this.lines.isEmpty() ? stop() : null;
	}

	private synchronized CompletableFuture<Void> stop() {
		this.writing = false;
		return this.written;
	}

}
