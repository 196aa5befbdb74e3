package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A module that interrupts all threads that it finds, those of the runtime among them.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class InterruptedSurrogateTests {

	private static final int CLIENTS = 8;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	@Test
	void interruptAllThenItsClientsAndNewOnesAreServed() throws Exception {
		FaultyClass faulty = FaultyClass.in(this.machine, this.directory);
		try (ComPointer<Faulty> pointer = faulty.create()) {
			long pid = pointer.get().pid();
			for (int i = 0; i < 3; i++) {
				pointer.get().commit("interrupt");
				assertThat(pointer.get().pid()).as("what a client has").isEqualTo(pid);
				List<Long> others = Race.run(CLIENTS, (number) -> faulty.activate());
				assertThat(others).as("through further connections").containsOnly(pid);
			}
		}
		await().untilAsserted(() -> assertThat(state().classes()).allMatch((each) -> each.instances() == 0));
		assertThat(this.machine.launched).hasSize(1);
	}

	private ServerState state() {
		return this.machine.scm.servers().get(0).state();
	}

}
