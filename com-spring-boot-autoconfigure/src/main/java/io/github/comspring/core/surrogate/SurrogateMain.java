package io.github.comspring.core.surrogate;

import java.time.Duration;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.launch.Lifeline;
import io.github.comspring.core.launch.OwnProcess;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.scm.program.SurrogateArguments;

/**
 * The program of the built-in surrogate, which the service control manager starts. It
 * ends with its launcher, or when it has been without clients for a while.
 */
public final class SurrogateMain {

	/**
	 * How long the process goes on without clients, in milliseconds; half a minute if
	 * nothing is said.
	 */
	static final String IDLE_TIMEOUT = "comspring.surrogate.idle-timeout";

	/**
	 * How often unused jars are looked for, and how long they stay then, in milliseconds;
	 * a minute if nothing is said.
	 */
	static final String FREE_INTERVAL = "comspring.surrogate.free-interval";

	/** How long clients may take to let go if nobody says so. */
	public static final Duration USUAL_GRACE_PERIOD = Duration.ofSeconds(20);

	/**
	 * How long clients may take to let go once the process is told to end, in
	 * milliseconds.
	 */
	public static final String GRACE_PERIOD = "comspring.surrogate.grace-period";

	/** How long the client that this process was started for may take. */
	private static final Duration FIRST_CLIENT = Duration.ofMinutes(1);

	/** How long its orderly end may take when it was told to end. */
	private static final long END_MILLIS = 5000;

	private SurrogateMain() {
	}

	/**
	 * Runs the surrogate.
	 * @param args its arguments, for {@link SurrogateArguments}
	 */
	public static void main(String[] args) {
		Runtime.getRuntime()
			.addShutdownHook(BackgroundThread.unstarted("com-directory", WorkingDirectory::leaveOwnOne));
		OutOfMemoryEnd.watchThreads();
		try {
			SurrogateArguments arguments = SurrogateArguments.parse(args);
			Runnable released = OwnProcess.endingWithLauncher(() -> {
			});
			Runnable died = OwnProcess.endingWithLauncher(() -> SocketDirectory.leave(arguments.scm()));
			String secret = Lifeline.open(Lifeline.takeStandardInput(), released, died).secret();
			if (arguments.first() == null) {
				SpareWarmUp.run();
			}
			Duration idleTimeout = (arguments.idle() != null) ? arguments.idle()
					: Duration.ofMillis(Long.getLong(IDLE_TIMEOUT, 30_000));
			try (SurrogateProcess surrogate = new SurrogateProcess(arguments.scm(), secret, FIRST_CLIENT,
					idleTimeout)) {
				surrogate.open(arguments);
				Duration grace = Duration.ofMillis(Long.getLong(GRACE_PERIOD, USUAL_GRACE_PERIOD.toMillis()));
				// Not before, which would take time while a client waits
				TerminationSignals.handle(() -> end(surrogate, grace));
				HeapWatch.start();
				surrogate.run(Duration.ofMillis(Long.getLong(FREE_INTERVAL, 60_000)));
			}
			OwnProcess.endDescendants();
			OwnProcess.end(0);
		}
		catch (RuntimeException ex) {
			System.err.println("The surrogate ends: " + ex);
			OwnProcess.end(1);
		}
	}

	/**
	 * Ends this process because it was told to, in the end whatever its modules do or the
	 * service control manager does not.
	 */
	private static void end(SurrogateProcess surrogate, Duration grace) {
		surrogate.drain(grace);
		try {
			Thread.sleep(END_MILLIS);
		}
		catch (InterruptedException ex) {
			// At once then
		}
		OwnProcess.end(0);
	}

}
