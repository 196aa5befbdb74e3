package io.github.comspring.core.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.FailureLog;
import org.jspecify.annotations.Nullable;

/**
 * The launched process's end of its standard input: the launcher's secret, and then
 * nothing until the launcher lets it go or is gone. Safe from any thread.
 */
public final class Lifeline implements AutoCloseable {

	/** What a launcher says that lets the process go and stays. */
	static final int RELEASE = '.';

	private static final Logger logger = System.getLogger(Lifeline.class.getName());

	/** How long what failed to read waits, in nanoseconds. */
	private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

	/** How long a secret may be, in characters. */
	static final int MAX_SECRET = 1024;

	private final String secret;

	/** Whether the launcher's end would still be told. */
	private final AtomicBoolean watching = new AtomicBoolean(true);

	private final Runnable released;

	private final Runnable died;

	private Lifeline(String secret, Runnable released, Runnable died) {
		this.secret = secret;
		this.released = released;
		this.died = died;
	}

	/**
	 * Takes the standard input for the launcher's words, which are nobody else's
	 * business: to all other code of this process it is empty from now on.
	 * @return the standard input as it was
	 */
	public static InputStream takeStandardInput() {
		InputStream input = System.in;
		System.setIn(InputStream.nullInputStream());
		return input;
	}

	/**
	 * Reads the secret, and watches for the end of the input from then on, with a daemon
	 * thread of its own. Waits for the launcher to send the secret.
	 * @param input the standard input, which nobody else may read
	 * @param launcherGone run once when the input ends, in the watching thread; it may
	 * call {@link OwnProcess#endDescendants()}
	 * @return the lifeline
	 * @throws io.github.comspring.ComException {@code CO_E_WRONG_SERVER_IDENTITY} if
	 * there is no secret, because the process was not launched by the SCM
	 */
	public static Lifeline open(InputStream input, Runnable launcherGone) {
		return open(input, launcherGone, launcherGone);
	}

	/**
	 * Does so for a process that has more to do if its launcher has died: one that lets
	 * it go removes itself what it made for it.
	 * @param input the standard input
	 * @param released run if the launcher lets the process go
	 * @param died run if the input ends without that
	 * @return the lifeline
	 * @throws io.github.comspring.ComException {@code CO_E_WRONG_SERVER_IDENTITY} if
	 * there is no secret, because the process was not launched by the SCM
	 */
	public static Lifeline open(InputStream input, Runnable released, Runnable died) {
		Lifeline lifeline = new Lifeline(readSecret(input), released, died);
		BackgroundThread.start("com-lifeline", () -> lifeline.watch(input));
		return lifeline;
	}

	/**
	 * Returns what the process shows to be taken for the one that was launched.
	 * @return the secret, never empty
	 */
	public String secret() {
		return this.secret;
	}

	/**
	 * Watches no more, and returns without waiting: {@code launcherGone} does not start
	 * any more. The thread stays until the input ends, as a read of the standard input
	 * cannot be interrupted.
	 */
	@Override
	public void close() {
		this.watching.set(false);
	}

	/**
	 * Tells whether a text can be sent as a secret: one line of visible ASCII characters.
	 */
	static boolean isSecret(String text) {
		return !text.isEmpty() && text.length() <= MAX_SECRET && text.chars().allMatch(Lifeline::isVisible);
	}

	private static boolean isVisible(int character) {
		return character > ' ' && character < 0x7F;
	}

	private static String readSecret(InputStream input) {
		try {
			StringBuilder line = new StringBuilder();
			// Byte by byte: the input may not be read further than the line
			for (int next = input.read(); next != '\n'; next = input.read()) {
				if (!isVisible(next) || line.length() == MAX_SECRET) {
					throw notLaunched(null);
				}
				line.append((char) next);
			}
			if (line.isEmpty()) {
				throw notLaunched(null);
			}
			return line.toString();
		}
		catch (IOException ex) {
			throw notLaunched(ex);
		}
	}

	private static ComException notLaunched(@Nullable IOException cause) {
		return new ComException(HResult.CO_E_WRONG_SERVER_IDENTITY,
				"No launch secret on the standard input of process " + ProcessHandle.current().pid(), cause);
	}

	private void watch(InputStream input) {
		boolean orderly = awaitEnd(input);
		if (this.watching.getAndSet(false)) {
			try {
				(orderly ? this.released : this.died).run();
			}
			catch (RuntimeException | Error ex) {
				FailureLog.log(logger, Level.ERROR, "This process does not end with its launcher", ex);
			}
		}
	}

	private static boolean awaitEnd(InputStream input) {
		int last = -1;
		while (true) {
			try {
				int next = input.read();
				if (next == -1) {
					return last == RELEASE;
				}
				last = next;
			}
			catch (IOException ex) {
				// An input that cannot be read has ended, too
				return last == RELEASE;
			}
			catch (RuntimeException | Error ex) {
				// That is no end: the launcher is there, and is missed when it goes
				LockSupport.parkNanos(RETRY);
			}
		}
	}

}
