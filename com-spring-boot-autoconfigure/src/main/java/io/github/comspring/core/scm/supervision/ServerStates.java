package io.github.comspring.core.scm.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Asks server processes for their counts: all at once, and together no longer than a
 * time, however many of them do not answer. Safe from any thread.
 *
 * @param timeout how long they have
 */
public record ServerStates(Duration timeout) {

	/** Beyond these, one that does not answer holds another one up. */
	private static final int AT_ONCE = 64;

	/**
	 * Describes servers, those that do not answer in time without their counts.
	 * @param servers the servers
	 * @return their descriptions, in the same order
	 */
	public List<ServerDescription> describe(List<RunningServer> servers) {
		List<@Nullable ServerState> states = ask(servers);
		List<ServerDescription> descriptions = new ArrayList<>();
		for (int i = 0; i < servers.size(); i++) {
			descriptions.add(servers.get(i).describe(states.get(i)));
		}
		return descriptions;
	}

	/**
	 * Asks one server.
	 * @param server the server
	 * @return its counts, or {@code null} if it did not answer in time
	 */
	public @Nullable ServerState of(RunningServer server) {
		return ask(List.of(server)).get(0);
	}

	private List<@Nullable ServerState> ask(List<RunningServer> servers) {
		if (servers.isEmpty()) {
			return List.of();
		}
		ExecutorService threads = Executors.newFixedThreadPool(Math.min(servers.size(), AT_ONCE),
				BackgroundThread.factory("com-scm-inquiry"));
		try {
			List<Callable<ServerState>> questions = servers.stream()
				.<Callable<ServerState>>map((each) -> each.control()::state)
				.toList();
			List<@Nullable ServerState> states = new ArrayList<>();
			for (Future<ServerState> each : threads.invokeAll(questions, this.timeout.toNanos(),
					TimeUnit.NANOSECONDS)) {
				states.add(answer(each));
			}
			return states;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Collections.nCopies(servers.size(), null);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static @Nullable ServerState answer(Future<ServerState> question) throws InterruptedException {
		try {
			return question.get();
		}
		catch (CancellationException | ExecutionException ex) {
			return null;
		}
	}

}
