package io.github.comspring.core.launch;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.github.comspring.core.launch.cgroup.GroupCounts;
import org.jspecify.annotations.Nullable;

/**
 * A server process that was started here. Safe from any thread.
 */
public interface LaunchedProcess {

	/**
	 * Returns the process id.
	 * @return the id
	 */
	long pid();

	/**
	 * Returns when the process started, which together with its id tells it from all
	 * others.
	 * @return the time
	 */
	Instant startTime();

	/**
	 * Returns when the process was started here, to tell its age: wall clocks are set
	 * back and forward.
	 * @return the time in nanoseconds, as {@link System#nanoTime()} counts in this
	 * process
	 */
	long startTick();

	/**
	 * Returns what has happened in the control group of the process, as its files say
	 * now.
	 * @return the counts, or {@code null} if it has no group of its own
	 */
	default @Nullable GroupCounts group() {
		return null;
	}

	/**
	 * Returns how the process ended. Never fails.
	 * @return completed once it has ended and all it wrote has been read, or a moment
	 * after its end if a process that it started keeps its output open; a copy, which
	 * completes for the caller alone
	 */
	CompletableFuture<ProcessExit> exit();

	/**
	 * Tells the process, by a last byte and the end of its standard input, that nobody
	 * needs it. Does nothing more, however often it is called.
	 */
	void release();

	/**
	 * Ends the process and all that it started, at once. Does not wait for the end, and
	 * does nothing to a process that has ended.
	 */
	void destroy();

}
