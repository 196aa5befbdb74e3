package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Surrogates that the registry names.
 */
@ExtendWith(NoLeftovers.class)
class CustomSurrogateTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	private AppId appId;

	private Clsid clsid;

	@BeforeEach
	void register() {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.appId = this.classes.application();
		this.clsid = this.classes.register(this.appId);
	}

	private void surrogate(String... steps) {
		this.classes.value(this.appId, "DllSurrogate", TestMachine.commandLine(CustomSurrogate.class, steps));
	}

	@Test
	@Tag("SU-02")
	@Tag("SU-06")
	void activateThenItServesAllClassesOfItsApplication() {
		surrogate("surrogate", "open", "load", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
		assertThat(this.machine.activate(this.classes.register(this.appId)))
			.isEqualTo(this.machine.launched.get(0).pid());
	}

	@Test
	@Tag("SU-06")
	void activateThenApplicationAndClassEndItsCommandLine() {
		surrogate("surrogate", "open", "load", "serve");
		try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
			assertThat(pointer.get().arguments()).endsWith("/ProcessID:" + this.appId, this.clsid.toString());
		}
	}

	@Test
	@Tag("SU-02")
	void activateWhenExecutableIsNamedThenItsFile() throws IOException {
		Path java = Files.createDirectory(this.directory.resolve("my programs")).resolve("my java");
		Files.createSymbolicLink(java, Path.of(TestMachine.JAVA));
		String command = TestMachine.commandLine(CustomSurrogate.class, "surrogate", "open", "load", "serve");
		this.classes.value(this.appId, "DllSurrogate", command.replace(TestMachine.JAVA, "conventional name"));
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(this.clsid));
		this.classes.value(this.appId, "DllSurrogateExecutable", java.toString());
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
	}

	@ParameterizedTest
	@Tag("SU-02")
	@ValueSource(strings = { "no-such-surrogate", "/nowhere/surrogate", "\"/nowhere/my surrogate\" -x", "\"unclosed" })
	void activateWhenProgramIsMissingThenAppNotFound(String command) {
		this.classes.value(this.appId, "DllSurrogate", command);
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.scm.servers()).isEmpty();
	}

	@ParameterizedTest
	@Tag("SU-06")
	@ValueSource(strings = { "surrogate serve", "surrogate open serve" })
	void activateWhenStepIsMissingThenExecFailure(String steps) throws IOException {
		try (TestMachine impatient = new TestMachine(Duration.ofSeconds(1))) {
			HostedClasses other = new HostedClasses(impatient, this.directory);
			AppId application = other.application();
			other.value(application, "DllSurrogate", TestMachine.commandLine(CustomSurrogate.class, steps));
			Clsid registered = other.register(application);
			assertFails(HResult.CO_E_SERVER_EXEC_FAILURE, () -> impatient.activate(registered));
		}
	}

	@Test
	@Tag("SU-06")
	void activateWhenSurrogateIsNotRegisteredThenItTakesNoFurtherClass() {
		surrogate("open", "load", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
		Clsid second = this.classes.register(this.appId);
		assertFails(HResult.CO_E_SERVER_EXEC_FAILURE, () -> this.machine.activate(second));
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
	}

	@Test
	@Tag("SU-05")
	void activateWhenSurrogateDiesWhileItLoadsThenToldAndNextRequestLaunches() {
		surrogate("surrogate", "open", "load", "halting", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
		Clsid second = this.classes.register(this.appId);
		assertFails(HResult.RPC_S_CALL_FAILED, () -> this.machine.activate(second));
		assertThat(this.machine.activate(second)).isEqualTo(this.machine.launched.get(1).pid());
	}

	@Test
	@Tag("SU-09")
	void activateWhenSurrogateStopsMeanwhileThenNewOne() {
		surrogate("surrogate", "open", "load", "stopping", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
		assertThat(this.machine.activate(this.classes.register(this.appId)))
			.isEqualTo(this.machine.launched.get(1).pid());
	}

	@Test
	@Tag("SU-06")
	void registerWhenNullThenInvalidArgument() {
		assertFails(HResult.E_INVALIDARG, () -> Surrogate.register(this.machine.rpc, null));
	}

}
