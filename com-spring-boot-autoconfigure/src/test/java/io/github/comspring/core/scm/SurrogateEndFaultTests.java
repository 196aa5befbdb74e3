package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.ComPointer;
import io.github.comspring.core.launch.OwnProcess;
import io.github.comspring.core.scm.Gate.Visitor;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes wrong in a surrogate that ends because it is idle, while the next client has
 * its own already.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class SurrogateEndFaultTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine(TestMachine.LONG, Duration.ofMillis(300));

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory);
	}

	/**
	 * Returns the surrogate on its last way, when the next one has served a client.
	 */
	private Visitor idle(Gate gate, String then) {
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			pointer.get().commit("at-exit=" + gate.step() + "+" + then);
		}
		Visitor ending = gate.await();
		assertThat(ending.token()).isEqualTo(this.machine.launched.get(0).pid());
		assertThat(this.faulty.activate()).isEqualTo(this.machine.launched.get(1).pid());
		assertThat(this.machine.launched.get(0).exit()).isNotDone();
		return ending;
	}

	private int status() {
		return this.machine.launched.get(0).exit().join().status();
	}

	@ParameterizedTest
	@CsvSource({ "nothing, 0", "halt=1, 1", "heap, 3" })
	@Tag("SU-09")
	@Tag("SL-03")
	void endWhenItFailsThenNextClientHasItsOwn(String then, int status) {
		try (Gate gate = new Gate()) {
			idle(gate, then).letGo();
			assertThat(status()).isEqualTo(status);
		}
	}

	/**
	 * It takes a class that nobody has needed before.
	 */
	@Test
	@Tag("SU-09")
	void endWhenAHookHasSomethingToDoThenItFindsItsClasses() {
		try (Gate gate = new Gate()) {
			idle(gate, "late").letGo();
			assertThat(this.machine.launched.get(0).exit().join().describe()).contains("exited with code 0",
					"The hook has found its class");
		}
	}

	@Test
	@Tag("SU-09")
	void endWhenItIsKilledThenNextClientHasItsOwn() {
		try (Gate gate = new Gate()) {
			idle(gate, "nothing").kill();
			assertThat(status()).isEqualTo(137);
		}
	}

	/**
	 * It ends all the same, after a while.
	 */
	@Test
	@Tag("SU-09")
	void endWhenItHangsThenEndedAllTheSame() {
		this.faulty.jvm("-D" + OwnProcess.END_TIMEOUT + "=1000");
		try (Gate gate = new Gate()) {
			idle(gate, "loop").letGo();
			assertThat(status()).isOne();
		}
	}

}
