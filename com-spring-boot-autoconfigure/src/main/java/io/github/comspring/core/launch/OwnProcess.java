package io.github.comspring.core.launch;

import io.github.comspring.core.BackgroundThread;

/**
 * The process that this code runs in.
 */
public final class OwnProcess {

	/**
	 * How long an orderly end may take, in milliseconds; ten seconds if nothing is said.
	 */
	public static final String END_TIMEOUT = "comspring.process.end-timeout";

	private static final long END_MILLIS = Long.getLong(END_TIMEOUT, 10_000);

	private OwnProcess() {
	}

	/**
	 * Returns what ends this process, which was launched, because its launcher is gone:
	 * at once all that it started, and then itself, in an orderly way if that is done in
	 * time. It does so even if all files, threads or memory are used up.
	 * @param last what else there is to do before
	 * @return to be run when the launcher is gone; has all that it needs to end the
	 * process
	 */
	public static Runnable endingWithLauncher(Runnable last) {
		return () -> {
			try {
				endDescendants();
				last.run();
			}
			catch (RuntimeException | Error ex) {
				System.err.println("Something is left of this process: " + ex);
			}
			finally {
				end(0);
			}
		};
	}

	/**
	 * Ends this process in an orderly way, or after a while in any way. Does not return.
	 * @param status its exit code
	 */
	public static void end(int status) {
		try {
			BackgroundThread.start("com-halt", OwnProcess::haltLater);
		}
		catch (OutOfMemoryError ex) {
			// An orderly end takes threads, too
			Runtime.getRuntime().halt(status);
		}
		System.exit(status);
	}

	/**
	 * Ends the JVM should something hang that is to end with it.
	 */
	private static void haltLater() {
		try {
			Thread.sleep(END_MILLIS);
		}
		catch (InterruptedException ex) {
			// Halt at once
		}
		Runtime.getRuntime().halt(1);
	}

	/**
	 * Ends all that this process started, at once, and all that those started; to be
	 * called by a launched process before it ends because its launcher is gone. Leaves
	 * this process itself, for the caller to end in its own way.
	 */
	public static void endDescendants() {
		ProcessTree.destroyDescendants(ProcessHandle.current());
	}

}
