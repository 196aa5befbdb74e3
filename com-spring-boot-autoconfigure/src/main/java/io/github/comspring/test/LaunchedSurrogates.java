package io.github.comspring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.launch.ServerLauncher;
import org.jspecify.annotations.Nullable;

/**
 * The surrogates that were started for the tests of a module. Safe from any thread.
 */
final class LaunchedSurrogates implements ServerLauncher {

	/** How long a surrogate may take to end that nobody needs. */
	private static final long WAIT_SECONDS = 20;

	private final ServerLauncher launcher;

	private final List<LaunchedProcess> processes = new CopyOnWriteArrayList<>();

	/**
	 * Creates it.
	 * @param launcher starts the processes
	 */
	LaunchedSurrogates(ServerLauncher launcher) {
		this.launcher = launcher;
	}

	@Override
	public LaunchedProcess launch(LaunchRequest request) {
		LaunchedProcess process = this.launcher.launch(request);
		this.processes.add(process);
		return process;
	}

	/**
	 * Lets the surrogates go that still run, and waits for their end.
	 * @return what has not ended as it should, for people
	 */
	List<String> end() {
		List<String> left = new ArrayList<>();
		for (LaunchedProcess process : this.processes) {
			if (!process.exit().isDone()) {
				startedBy(process).forEach((child) -> left
					.add("process " + child.pid() + ", which the module started in surrogate " + process.pid()));
				String problem = release(process);
				if (problem != null) {
					left.add("surrogate " + process.pid() + ", which " + problem);
				}
			}
		}
		return left;
	}

	private static List<ProcessHandle> startedBy(LaunchedProcess process) {
		return ProcessHandle.of(process.pid()).map((handle) -> handle.descendants().toList()).orElse(List.of());
	}

	private static @Nullable String release(LaunchedProcess process) {
		process.release();
		try {
			ProcessExit exit = process.exit().get(WAIT_SECONDS, TimeUnit.SECONDS);
			return (exit.status() != 0) ? exit.describe() : null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "had to be ended, as the test was interrupted";
		}
		catch (ExecutionException | TimeoutException ex) {
			return "did not end within " + WAIT_SECONDS + " s and was killed";
		}
	}

}
