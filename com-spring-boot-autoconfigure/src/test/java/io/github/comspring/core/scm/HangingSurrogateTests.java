package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.FaultyJar;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.StoppedProcess;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Surrogates that do not answer. The application lets calls take a moment, and has its
 * surrogate ended for one that takes longer.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class HangingSurrogateTests {

	private static final int MOMENT = 3_000;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deadlock", "loop" })
	void callWhenItNeverEndsThenSurrogateIsEndedAndNextOneServes(String fault) {
		this.faulty.endedAfter(MOMENT);
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			assertOverdue(() -> pointer.get().commit(fault));
		}
		assertNextOneServes();
	}

	@Test
	void callWhenSurrogateIsStoppedThenEndedAndNextOneServes() throws IOException {
		this.faulty.endedAfter(MOMENT);
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			StoppedProcess.stop(this.machine.launched.get(0).pid());
			// The first call
			assertOverdue(pointer.get()::pid);
		}
		assertNextOneServes();
	}

	@ParameterizedTest
	@ValueSource(strings = { "deadlock", "loop" })
	void activateWhenItNeverEndsThenSurrogateIsEndedAndNextOneServes(String fault) {
		this.faulty.endedAfter(MOMENT);
		FaultyJar.creating(fault).writeTo(this.faulty.jar());
		assertOverdue(this.faulty::activate);
		new FaultyJar().writeTo(this.faulty.jar());
		assertNextOneServes();
	}

	private void assertOverdue(ThrowingCallable call) {
		ComException failure = this.faulty.failureOf(call);
		assertThat(failure.hresult()).isEqualTo(HResult.RPC_E_TIMEOUT);
		assertThat(failure).hasMessageContainingAll("The deadline of PT3S passed", "The server was ended");
	}

	private void assertNextOneServes() {
		assertThat(this.machine.launched.get(0).exit().join().status()).isEqualTo(137);
		this.faulty.endedAfter(60_000);
		assertThat(this.faulty.activate()).isEqualTo(this.machine.launched.get(1).pid());
	}

	/**
	 * Nobody ends a process that has not said what it is.
	 */
	@Test
	@Tag("LS-04")
	void activateWhenItNeverRegistersThenTimeoutAndItIsLeftAlone() throws IOException {
		try (TestMachine impatient = new TestMachine(Duration.ofMillis(1)); Gate gate = new Gate()) {
			FaultyClass slow = FaultyClass.in(impatient, this.directory).beginning(gate.step());
			assertThat(slow.failureOf(slow::activate).hresult()).isEqualTo(HResult.CO_E_SERVER_EXEC_FAILURE);
			gate.await().kill();
			assertThat(impatient.launched.get(0).exit().join().status()).isEqualTo(137);
			assertThat(impatient.scm.servers()).isEmpty();
			// Not before the table knows of the end, too
			await().untilAsserted(() -> {
				assertThat(slow.failureOf(slow::activate).hresult()).isEqualTo(HResult.CO_E_SERVER_EXEC_FAILURE);
				assertThat(impatient.launched).hasSize(2);
			});
		}
	}

}
