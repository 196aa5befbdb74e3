package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.StoppedProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Surrogates that are told to end by a signal, as a supervisor tells all processes of a
 * group.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class TerminatedSurrogateTests {

	/** Returns once the process takes signals, which it does when all else is done. */
	private static final String AWAIT_SIGNALS = "while (Thread.getAllStackTraces().values().stream()"
			+ ".flatMap(java.util.Arrays::stream).noneMatch((each) -> each.getMethodName().equals(\"awaitEnd\"))) "
			+ "{ Thread.onSpinWait(); }";

	@RegisterExtension
	final TestMachine machine = new TestMachine(TestMachine.LONG, TestMachine.LONG,
			"-Dcomspring.surrogate.grace-period=" + TestMachine.LONG.toMillis());

	@RegisterExtension
	final TestMachine impatient = new TestMachine(TestMachine.LONG, TestMachine.LONG,
			"-Dcomspring.surrogate.grace-period=1");

	@RegisterExtension
	final TestMachine pausing = new TestMachine(TestMachine.LONG, TestMachine.LONG,
			"-Dcomspring.surrogate.grace-period=5000");

	@RegisterExtension
	final TestMachine longer = new TestMachine(TestMachine.LONG, TestMachine.LONG,
			"-Dcomspring.surrogate.grace-period=6000");

	@TempDir
	Path directory;

	private final Clsid clsid = TestMachine.newClass();

	private HostedClasses classes;

	@BeforeEach
	void register() {
		this.classes = classes(this.machine);
	}

	private HostedClasses classes(TestMachine owner) {
		HostedClasses made = new HostedClasses(owner, this.directory);
		made.register(this.clsid, made.application(),
				HostedJar.creating(AWAIT_SIGNALS, this.clsid).writeTo(this.directory.resolve("hosted.jar")));
		return made;
	}

	private static void signal(String name, LaunchedProcess process) throws IOException {
		new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().onExit().join();
	}

	/**
	 * A shell has what it starts in the background ignore Ctrl-C, and everything that
	 * this starts in turn.
	 */
	private static void assumeHeeded(String name) throws IOException {
		int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(name);
		String ignored = Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.map((line) -> line.substring(line.indexOf('\t') + 1))
			.findFirst()
			.orElseThrow();
		assumeTrue((Long.parseUnsignedLong(ignored, 16) >> (number - 1) & 1) == 0,
				() -> "SKIPPED: these tests were started by what ignores SIG" + name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TERM", "INT", "HUP" })
	void signalWhenClientHoldsPointerThenServedUntilItLetsGoAndOthersElsewhere(String name) throws IOException {
		assumeHeeded(name);
		LaunchedProcess first;
		try (ComPointer<Hosted> held = this.classes.create(this.clsid)) {
			first = this.machine.launched.get(0);
			signal(name, first);
			await().until(() -> this.classes.activate(this.clsid) != first.pid());
			assertThat(held.get().pid()).isEqualTo(first.pid());
			assertThat(first.exit()).isNotDone();
		}
		assertThat(first.exit().join()).extracting(ProcessExit::status).isEqualTo(0);
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsOnly(0);
	}

	@Test
	void signalWhenNobodyHoldsAnythingThenEndsAndIsNoFailure() throws IOException {
		this.classes.activate(this.clsid);
		signal("TERM", this.machine.launched.get(0));
		assertThat(this.machine.launched.get(0).exit().join().status()).isZero();
		assertThat(this.classes.activate(this.clsid)).isEqualTo(this.machine.launched.get(1).pid());
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsOnly(0);
	}

	@Test
	void signalWhenTheSecondThenEndsAtOnce() throws IOException {
		try (ComPointer<Hosted> held = this.classes.create(this.clsid)) {
			LaunchedProcess first = this.machine.launched.get(0);
			signal("TERM", first);
			await().until(() -> this.classes.activate(this.clsid) != first.pid());
			signal("TERM", first);
			assertThat(first.exit().join().status()).isEqualTo(143);
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> held.get().pid());
		}
	}

	@Test
	void signalWhenClientDoesNotLetGoThenEndsAfterTheGracePeriod() throws IOException {
		signalWhenClientDoesNotLetGoThenEndsAfterTheGracePeriod(this.impatient);
	}

	private void signalWhenClientDoesNotLetGoThenEndsAfterTheGracePeriod(TestMachine owner) throws IOException {
		try (ComPointer<Hosted> held = classes(owner).create(this.clsid)) {
			LaunchedProcess process = owner.launched.get(0);
			signal("TERM", process);
			assertThat(process.exit().join().status()).isZero();
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> held.get().pid());
		}
	}

	/**
	 * Its clients may stand still with it, as in a container: the time is theirs.
	 */
	@Tag("load")
	@Test
	void signalWhenProcessIsPausedForLongerThanTheGracePeriodThenClientsHaveTheirTime() throws IOException {
		HostedClasses hosted = classes(this.pausing);
		try (ComPointer<Hosted> held = hosted.create(this.clsid)) {
			LaunchedProcess process = this.pausing.launched.get(0);
			signal("TERM", process);
			await().until(() -> hosted.activate(this.clsid) != process.pid());
			StoppedProcess paused = StoppedProcess.stop(process.pid());
			signalWhenClientDoesNotLetGoThenEndsAfterTheGracePeriod(this.longer);
			paused.resume();
			assertThat(held.get().pid()).isEqualTo(process.pid());
		}
		assertThat(this.pausing.launched.get(0).exit().join().status()).isZero();
	}

	@Test
	void signalWhenTheLauncherLetsGoThenEnds() throws IOException {
		try (ComPointer<Hosted> held = this.classes.create(this.clsid)) {
			LaunchedProcess process = this.machine.launched.get(0);
			signal("TERM", process);
			await().until(() -> this.classes.activate(this.clsid) != process.pid());
			process.release();
			process.exit().join();
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> held.get().pid());
		}
	}

}
