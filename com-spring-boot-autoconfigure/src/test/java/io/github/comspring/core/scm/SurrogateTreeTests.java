package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Processes that a module has started: they end with the surrogate, however that ends.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class SurrogateTreeTests {

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
	 * Starts a process whose parent is a child of the surrogate.
	 */
	private static ProcessHandle spawn(ComPointer<Faulty> pointer) {
		ProcessHandle started = ProcessHandle.of(Long.parseLong(pointer.get().commit("spawn"))).orElseThrow();
		assertThat(started.parent().flatMap(ProcessHandle::parent)).map(ProcessHandle::pid)
			.contains(pointer.get().pid());
		return started;
	}

	private static void assertEnds(ProcessHandle started) {
		await().until(() -> !started.isAlive());
	}

	@ParameterizedTest
	@ValueSource(strings = { "exit=0", "exit=1", "halt=1", "heap" })
	void surrogateEndsItselfThenItsProcessesEnd(String fault) {
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			ProcessHandle started = spawn(pointer);
			assertThat(catchThrowableOfType(ComException.class, () -> pointer.get().commit(fault))).isNotNull();
			assertEnds(started);
		}
	}

	@Test
	void surrogateIsKilledThenItsProcessesEnd() {
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			ProcessHandle started = spawn(pointer);
			TestMachine.kill(pointer.get().pid());
			assertEnds(started);
		}
	}

	@Test
	void surrogateIsIdleThenItsProcessesEnd() {
		ProcessHandle started;
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			started = spawn(pointer);
		}
		assertEnds(started);
		assertThat(this.machine.launched.get(0).exit().join().status()).isZero();
	}

	@Test
	void surrogateIsEndedForACallThenItsProcessesEnd() {
		this.faulty.endedAfter(3_000);
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			ProcessHandle started = spawn(pointer);
			assertThat(catchThrowableOfType(ComException.class, () -> pointer.get().commit("loop"))).isNotNull();
			assertEnds(started);
		}
	}

}
