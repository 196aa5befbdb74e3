package io.github.comspring.core.launch;

import java.io.IOException;
import java.util.List;

import io.github.comspring.fixture.NoLeftovers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessTree} and {@link OwnProcess}, through the processes that use
 * them.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class ProcessTreeTests {

	/** Three processes, each the parent of the next. */
	private static final String TREE = "sh -c 'sleep 1000 & echo leaf $!; wait' & echo node $!; wait";

	private final ServerLog log = new ServerLog();

	private final ProcessLauncher launcher = new ProcessLauncher();

	@AfterEach
	void close() {
		this.launcher.close();
		this.log.close();
	}

	@Test
	void destroyThenAllThatItStartedEnds() {
		LaunchedProcess process = this.launcher.launch(TestServers.shell(TREE));
		List<Long> tree = List.of(process.pid(), logged("node "), logged("leaf "));
		assertThat(tree).allMatch(TestServers::isRunning);
		process.destroy();
		assertThat(TestServers.awaitExit(process).describe()).startsWith("was ended by signal 9 (SIGKILL)");
		tree.forEach(TestServers::awaitEnd);
	}

	@Test
	void destroyWhenProcessHasEndedThenOthersAreLeft() {
		LaunchedProcess other = this.launcher.launch(TestServers.shell("exec sleep 1000"));
		LaunchedProcess ended = this.launcher.launch(TestServers.shell("exit 0"));
		TestServers.awaitExit(ended);
		ended.destroy();
		assertThat(other.exit()).isNotDone();
		assertThat(TestServers.isRunning(other.pid())).isTrue();
	}

	@Test
	void closeThenAllThatItsProcessesStartedEnds() {
		LaunchedProcess process = this.launcher.launch(TestServers.shell(TREE));
		List<Long> tree = List.of(process.pid(), logged("node "), logged("leaf "));
		this.launcher.close();
		tree.forEach(TestServers::awaitEnd);
	}

	@Test
	void destroyDescendantsThenRootIsLeft() throws IOException {
		Process root = new ProcessBuilder("sh", "-c", "sleep 1000 & sleep 1000 & wait; read line").start();
		try {
			Awaitility.await().until(() -> root.descendants().count() == 2);
			List<ProcessHandle> children = root.descendants().toList();
			ProcessTree.destroyDescendants(root.toHandle());
			children.forEach((child) -> TestServers.awaitEnd(child.pid()));
			assertThat(root.isAlive()).isTrue();
		}
		finally {
			root.destroyForcibly();
		}
	}

	@Test
	void endDescendantsWhenLauncherIsGoneThenServerAndItsTreeEnd() {
		LaunchedProcess process = this.launcher.launch(TestServers.java(OrphanableServer.class));
		this.log.await("secret of " + TestServers.SECRET.length() + " characters");
		long child = logged("child ");
		assertThat(TestServers.isRunning(child)).isTrue();
		process.release();
		assertThat(TestServers.awaitExit(process).status()).isEqualTo(9);
		TestServers.awaitEnd(child);
	}

	private long logged(String name) {
		return Long.parseLong(this.log.await(name));
	}

}
