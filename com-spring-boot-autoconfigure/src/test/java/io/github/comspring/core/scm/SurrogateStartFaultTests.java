package io.github.comspring.core.scm;

import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
 * Surrogates that end before they register.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class SurrogateStartFaultTests {

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
	@CsvSource({ "exit=0, exited with code 0", "exit=1, exited with code 1", "heap, 'exited with code 3'" })
	@Tag("LS-05")
	void activateWhenItEndsThenToldHowAndNextOneServes(String fault, String how) {
		this.faulty.beginning("say=Dear diary," + fault);
		assertDidNotRegister(this.faulty::activate, how).contains("Dear diary");
		assertHealed();
	}

	@Test
	@Tag("LS-05")
	void activateWhenItIsKilledThenToldAndNextOneServes() {
		try (Gate gate = new Gate()) {
			this.faulty.beginning(gate.step());
			Background<Long> client = Background.start(this.faulty::activate);
			gate.await().kill();
			assertDidNotRegister(client::get, "was ended by signal 9 (SIGKILL)");
		}
		assertHealed();
	}

	@Test
	void activateWhenJvmDoesNotStartThenToldWhyAndNextOneServes() {
		this.faulty.jvm("-XX:NoSuchOption=1");
		assertDidNotRegister(this.faulty::activate, "exited with code 1").contains("NoSuchOption");
		assertHealed();
	}

	private AbstractStringAssert<?> assertDidNotRegister(ThrowingCallable call, String how) {
		ComException failure = this.faulty.failureOf(call);
		assertThat(failure.hresult()).isEqualTo(HResult.CO_E_APPDIDNTREG);
		assertThat(this.machine.scm.servers()).isEmpty();
		return assertThat(failure.getMessage()).contains(how, "Read its last output in the log");
	}

	private void assertHealed() {
		this.faulty.jvm();
		assertThat(this.faulty.activate()).isEqualTo(this.machine.launched.get(1).pid());
	}

}
