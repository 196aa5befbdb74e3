package io.github.comspring.core.scm.supervision;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.orpc.call.LostCallException;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServerDeath} with a launch that is over when the test says so.
 */
@Timeout(60)
class ServerDeathTests {

	private static final ProcessExit EXIT = new ProcessExit(1, List.of("last words"));

	private final ComException failure = LostCallException.of("The connection broke",
			new ComException(HResult.RPC_S_CALL_FAILED, "broken", new IOException("reset")));

	private final Launch launch = launch();

	private final RunningServer server = new RunningServer(1, new UnixEndpoint(Path.of("/1")),
			mock(ServerControl.class), 1, Instant.EPOCH, this.launch);

	private static Launch launch() {
		MachineClassTable table = new MachineClassTable();
		CoClass coClass = CoClass.of(new Clsid(Guid.random()));
		LaunchKey key = LaunchKey.of(coClass, new LocalServer("server", null), null, 0);
		Launch launch = table.launches((all) -> all.join(key, coClass)).launch();
		table.started(launch, mock(LaunchedProcess.class));
		return launch;
	}

	/**
	 * Has the launch be over once somebody waits for it, or nobody does.
	 */
	private ComException explain(Duration timeout) {
		CompletableFuture<ComException> explained = new CompletableFuture<>();
		Thread client = new Thread(() -> explained.complete(ServerDeath.explain(this.server, this.failure, timeout)));
		client.start();
		await().until(() -> explained.isDone() || client.getState() == Thread.State.TIMED_WAITING);
		this.launch.progress().over().complete(EXIT);
		return explained.join();
	}

	@Test
	void explainWhenNothingIsLeftThenTheFailureAsItWas() {
		assertThat(explain(Duration.ZERO)).isSameAs(this.failure);
	}

	@Test
	void explainWhenNothingIsLeftAndTheEndIsKnownThenSaysSo() {
		this.launch.progress().over().complete(EXIT);
		assertThat(explain(Duration.ZERO)).hasMessageContaining("last words").hasCause(this.failure);
	}

	@Test
	void explainWhenTheServerItselfThrewThatThenTheFailureAsItWas() {
		ComException thrown = new ComException(HResult.RPC_S_CALL_FAILED, "Of a server behind it", this.failure);
		this.launch.progress().over().complete(EXIT);
		assertThat(ServerDeath.explain(this.server, thrown, Duration.ofMinutes(1))).isSameAs(thrown);
	}

	@Test
	void explainWhenThereIsTimeThenWaitsForTheEnd() {
		assertThat(explain(Duration.ofMinutes(1))).hasMessageContaining("last words");
	}

}
