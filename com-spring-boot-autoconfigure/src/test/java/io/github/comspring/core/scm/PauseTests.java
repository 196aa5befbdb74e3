package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
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
		startClient(this.machine.rpc.endpoint(), further);
		return this.gate.await();
	}

	private void startClient(Endpoint scm, String... further) throws IOException {
		List<String> arguments = new ArrayList<>(List.of(scm.toString(), this.clsid.toString(),
				Integer.toString(CALL_TIMEOUT), Integer.toString(this.gate.number())));
		arguments.addAll(List.of(further));
		this.client = start(PausedClient.class, arguments);
	}

	private Process start(Class<?> main, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp",
				System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve(main.getSimpleName() + ".log").toFile())
			.start();
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

	private void assertServed() throws IOException {
		int status = this.client.onExit().join().exitValue();
		assertThat(status).as(Files.readString(this.directory.resolve("PausedClient.log"))).isZero();
	}

	private void assertNothingLost() throws IOException {
		assertServed();
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
	 * The host waits for the server no longer than a call may take.
	 */
	@Test
	void hostIsPausedThenItsClientIsServed() throws Exception {
		UnixEndpoint socket = new UnixEndpoint(this.directory.resolve("scm.sock"));
		String command = TestMachine.commandLine(TestServer.class, "open", "creating=" + this.gate.number(),
				"multiple=" + this.clsid, "resume", "idle=0");
		try (Gate ready = new Gate()) {
			start(TestHost.class, List.of(socket.networkAddress(), Integer.toString(ready.number()),
					this.clsid.toString(), command, Integer.toString(CALL_TIMEOUT)));
			Gate.Visitor host = ready.await();
			startClient(socket);
			Gate.Visitor server = this.gate.await();
			StoppedProcess paused = StoppedProcess.stop(host.token());
			letTimePass();
			paused.resume();
			server.letGo();
			this.gate.await().letGo();
			assertThat(this.gate.await()).satisfies(Gate.Visitor::letGo)
				.extracting(Gate.Visitor::token)
				.isEqualTo(server.token());
			assertServed();
			host.kill();
		}
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
