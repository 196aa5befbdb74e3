package io.github.comspring.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Says what has failed in a thread that goes on. What it failed by, such as a lack of
 * memory or a full disk, may be there for the log, too: then nothing is said, and the
 * thread goes on all the same. Safe from any thread.
 */
public final class FailureLog {

	private static volatile Consumer<Throwable> watcher = (failure) -> {
	};

	private FailureLog() {
	}

	/**
	 * Has something look at each failure before it is logged, for the whole process and
	 * instead of what did so before: some are a reason not to go on at all.
	 * @param watcher gets each failure, in the thread that it is about, and does not
	 * throw
	 */
	public static void watch(Consumer<Throwable> watcher) {
		FailureLog.watcher = watcher;
	}

	/**
	 * Logs a failure, or does nothing if that fails.
	 * @param logger where to
	 * @param level how important it is
	 * @param message what is left undone
	 * @param failure why
	 */
	public static void log(Logger logger, Level level, String message, Throwable failure) {
		watcher.accept(failure);
		try {
			logger.log(level, message, failure);
		}
		catch (RuntimeException | Error ex) {
			// The thread is worth more than the line
		}
	}

}
