package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.core.launch.OwnProcess;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A module that changes what its whole process has: the runtime there does not depend on
 * it.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class DamagedSurrogateTests {

	private static final int CLIENTS = 8;

	@RegisterExtension
	final TestMachine machine = new TestMachine(TestMachine.LONG, Duration.ofMillis(300));

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory);
	}

	@ParameterizedTest
	@ValueSource(strings = { "interrupt", "handler", "defaults", "providers", "properties", "descriptors", "signals",
			"linger", "daemon=1000" })
	void commitThenItsClientsNewOnesAndFurtherClassesAreServedAndItEndsInOrder(String damage) throws Exception {
		HostedClasses classes = new HostedClasses(this.machine, this.directory);
		Clsid further = classes.register(this.faulty.appId());
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			long pid = pointer.get().pid();
			pointer.get().commit(damage);
			assertThat(pointer.get().pid()).as("what a client has").isEqualTo(pid);
			List<Long> others = Race.run(CLIENTS, (number) -> this.faulty.activate());
			assertThat(others).as("through further connections").containsOnly(pid);
			assertThat(classes.activate(further)).as("from a jar that is loaded now").isEqualTo(pid);
		}
		assertThat(this.machine.launched).hasSize(1);
		assertThat(this.machine.launched.get(0).exit().join().status()).isZero();
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsExactly(0);
	}

	/**
	 * With a client that has something, as the launcher ends.
	 */
	@Test
	void commitAllThenItEndsWithItsLauncher() {
		this.faulty.jvm("-D" + OwnProcess.END_TIMEOUT + "=1000");
		this.faulty.create()
			.get()
			.commit("handler,defaults,providers,signals,linger,daemon=1000,descriptors,at-exit=loop,properties");
		this.machine.scm.close();
		assertThat(this.machine.launched.get(0).exit().join()).isNotNull();
	}

}
