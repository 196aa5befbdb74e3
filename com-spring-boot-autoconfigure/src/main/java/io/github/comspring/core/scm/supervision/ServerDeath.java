package io.github.comspring.core.scm.supervision;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.orpc.call.LostCall;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * The end of servers that do not answer any more, as those who called them see it.
 */
public final class ServerDeath {

	/** How long a process that closed its connections may take to be gone. */
	private static final Duration WAIT = Duration.ofSeconds(5);

	private ServerDeath() {
	}

	/**
	 * Adds to a failure how the process of the server ended.
	 * @param server the server that was called
	 * @param failure why the call failed
	 * @param timeout how long its client can wait for that end at most
	 * @return the failure with the end of the process, or as it was if the process lives,
	 * its end is not known in time, or the failure is not that of the connection
	 */
	public static ComException explain(RunningServer server, ComException failure, Duration timeout) {
		boolean lost = LostCall.of(failure) == LostCall.UNDER_WAY;
		String end = lost ? describe(server, timeout) : null;
		return (end != null) ? new ComException(failure.hresult(), failure.detail() + ". " + end, failure) : failure;
	}

	/**
	 * Says how the process of a server has ended, waiting a moment for its end.
	 * @param server the server
	 * @return a sentence without its full stop, or {@code null} if the process lives
	 */
	static @Nullable String describe(RunningServer server) {
		return describe(server, WAIT);
	}

	private static @Nullable String describe(RunningServer server, Duration timeout) {
		Launch launch = server.launch();
		if (launch == null) {
			return null;
		}
		ProcessExit exit = await(launch, timeout);
		LaunchedProcess process = launch.progress().process();
		return (exit != null && process != null)
				? "Process " + process.pid() + " of " + launch.subject() + " " + exit.describe() : null;
	}

	/**
	 * Waits a moment for the end of a server that takes no calls, so that it counts for
	 * when the next one may be started.
	 * @param server the server
	 * @param failure why it could not be called
	 * @param timeout how long its client can wait at most
	 */
	public static void await(RunningServer server, ComException failure, Duration timeout) {
		Launch launch = server.launch();
		if (launch != null && failure.hresult().equals(HResult.RPC_S_SERVER_UNAVAILABLE)) {
			await(launch, timeout);
		}
	}

	private static @Nullable ProcessExit await(Launch launch, Duration timeout) {
		try {
			return launch.progress().over().get(shorter(timeout).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (ExecutionException | TimeoutException ex) {
			return null;
		}
	}

	private static Duration shorter(Duration timeout) {
		return (timeout.compareTo(WAIT) < 0) ? timeout : WAIT;
	}

}
