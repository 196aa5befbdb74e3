package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.StoppedProcess;
import org.junit.jupiter.api.AfterEach;
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

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that are paused (SIGSTOP) for longer than calls may take, while a call is
 * under way. Time in which a process does not run does not count against the others.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class PauseTests {

	private static final int CALL_TIMEOUT = 3_000;

	@TempDir
	Path directory;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	private final Clsid clsid = this.machine.register();

	private final Gate gate = new Gate();

	private Process client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.destroyForcibly();
		}
		this.gate.close();
	}

	/**
	 * Starts a client, and waits until its call is under way.
	 */
	private Gate.Visitor call(String... further) throws IOException {
		new TimedApplication(this.clsid, CALL_TIMEOUT, true).registerIn(this.machine.hive);
		List<String> command = new ArrayList<>(List.of(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp",
				System.getProperty("java.class.path"), PausedClient.class.getName(),
				this.machine.rpc.endpoint().toString(), this.clsid.toString(), Integer.toString(CALL_TIMEOUT),
				Integer.toString(this.gate.number())));
		command.addAll(List.of(further));
		this.client = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("client.log").toFile())
			.start();
		return this.gate.await();
	}

	/**
	 * Lets more time pass than a call may take: one that begins now runs out of it.
	 */
	private void letTimePass() {
		Clsid other = this.machine.register();
		new TimedApplication(other, CALL_TIMEOUT, false).registerIn(this.machine.hive);
		try (ComPointer<Servant> pointer = this.machine.create(other)) {
			assertFails(HResult.RPC_E_TIMEOUT, pointer.get()::loop);
		}
	}

	private void assertNothingLost() throws IOException {
		int status = this.client.onExit().join().exitValue();
		assertThat(status).as(Files.readString(this.directory.resolve("client.log"))).isZero();
		assertThat(this.machine.launched.get(0).exit()).isNotDone();
	}

	@Test
	void clientIsPausedThenItGetsItsAnswerAndKeepsItsObjects() throws IOException {
		Gate.Visitor server = call();
		StoppedProcess paused = StoppedProcess.stop(this.client.pid());
		server.letGo();
		letTimePass();
		paused.resume();
		assertNothingLost();
	}

	@Test
	void clientIsPausedAndServerAnswersLaterThenItGetsItsAnswer() throws IOException {
		Gate.Visitor server = call();
		StoppedProcess paused = StoppedProcess.stop(this.client.pid());
		letTimePass();
		paused.resume();
		server.letGo();
		assertNothingLost();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "callback" })
	void bothArePausedThenClientGetsItsAnswer(String further) throws IOException {
		Gate.Visitor server = further.isEmpty() ? call() : call(further);
		List<StoppedProcess> paused = List.of(StoppedProcess.stop(this.client.pid()),
				StoppedProcess.stop(server.token()));
		server.letGo();
		letTimePass();
		for (StoppedProcess each : paused) {
			each.resume();
		}
		assertNothingLost();
	}

	/**
	 * That it did not answer is true: the client has run.
	 */
	@Test
	void serverIsPausedThenTimeoutAndItsClientKeepsItsObjects() throws Exception {
		new TimedApplication(this.clsid, CALL_TIMEOUT, false).registerIn(this.machine.hive);
		try (ComPointer<Servant> pointer = this.machine.create(this.clsid)) {
			Background<Void> call = Background.start(() -> {
				pointer.get().pass(this.gate.number());
				return null;
			});
			Gate.Visitor server = this.gate.await();
			StoppedProcess paused = StoppedProcess.stop(server.token());
			server.letGo();
			assertFails(HResult.RPC_E_TIMEOUT, call::get);
			paused.resume();
			assertThat(pointer.get().pid()).isEqualTo(server.token());
		}
		assertThat(this.machine.launched).hasSize(1);
	}

}
