package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that is killed, and cannot clean up: its surrogates do.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class KilledApplicationTests {

	/** Crash files stay for the operator. */
	private static final String CRASHES = "comspring-" + System.getProperty("user.name");

	@TempDir
	Path directory;

	@Test
	void killThenProcessesSocketsAndDirectoriesAreGone() throws IOException {
		try (Gate gate = new Gate()) {
			Process application = FaultyApplication.start(gate, this.directory);
			gate.await();
			List<ProcessHandle> tree = application.descendants().toList();
			// Each surrogate, its child and the child of that one
			assertThat(tree).hasSize(6);
			assertThat(files()).hasSize(4).contains(CRASHES);
			TestMachine.kill(application.pid());
			await().until(() -> tree.stream().noneMatch(ProcessHandle::isAlive));
			assertThat(files()).containsExactly(CRASHES);
		}
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve("tmp"))) {
			return files.map((each) -> each.getFileName().toString()).toList();
		}
	}

}
