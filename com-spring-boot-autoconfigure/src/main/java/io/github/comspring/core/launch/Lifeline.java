package io.github.comspring.core.launch;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * The launched process's end of its standard input: the launcher's secret, and then
 * nothing until the launcher is gone. Safe from any thread.
 */
public final class Lifeline implements AutoCloseable {

	/** How long a secret may be, in characters. */
	static final int MAX_SECRET = 1024;

	private final String secret;

	/** Whether the launcher's end would still be told. */
	private final AtomicBoolean watching = new AtomicBoolean(true);

	private Lifeline(String secret) {
		this.secret = secret;
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
		Lifeline lifeline = new Lifeline(readSecret(input));
		Thread thread = new Thread(() -> lifeline.watch(input, launcherGone), "com-lifeline");
		thread.setDaemon(true);
		thread.start();
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

	private void watch(InputStream input, Runnable launcherGone) {
		awaitEnd(input);
		if (this.watching.getAndSet(false)) {
			launcherGone.run();
		}
	}

	private static void awaitEnd(InputStream input) {
		try {
			while (input.read() != -1) {
				// The launcher sends nothing; whatever comes shows that it is there
			}
		}
		catch (IOException ex) {
			// An input that cannot be read has ended, too
		}
	}

}
