package io.github.comspring.core.scm;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import org.jspecify.annotations.Nullable;

/**
 * Says of a call that was lost with its server how the server ended.
 */
final class ServerDeath {

	/** How long a process that closed its connections may take to be gone. */
	private static final long WAIT_SECONDS = 2;

	private ServerDeath() {
	}

	/**
	 * Adds to a failure how the process of the server ended.
	 * @param server the server that was called
	 * @param failure why the call failed
	 * @return the failure with the end of the process, or as it was if the process lives
	 * or the failure is not that of the connection
	 */
	static ComException explain(RunningServer server, ComException failure) {
		boolean lost = failure.hresult().equals(HResult.RPC_S_CALL_FAILED)
				&& failure.getCause() instanceof ComException;
		String end = lost ? describe(server) : null;
		return (end != null) ? new ComException(failure.hresult(), failure.detail() + ". " + end, failure) : failure;
	}

	/**
	 * Says how the process of a server has ended, waiting a moment for its end.
	 * @param server the server
	 * @return a sentence without its full stop, or {@code null} if the process lives
	 */
	static @Nullable String describe(RunningServer server) {
		Launch launch = server.origin().launch();
		LaunchedProcess process = (launch != null) ? launch.progress().process() : null;
		if (process == null) {
			return null;
		}
		try {
			return "Process " + process.pid() + " of " + launch.subject() + " "
					+ process.exit().get(WAIT_SECONDS, TimeUnit.SECONDS).describe();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (ExecutionException | TimeoutException ex) {
			return null;
		}
	}

}
