package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.scm.Gate.Visitor;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.StoppedProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that wait for a server process to register.
 */
@ExtendWith(NoLeftovers.class)
class LaunchWaitTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	private final Gate gate = new Gate();

	private final Clsid clsid = TestMachine.newClass();

	@AfterEach
	void open() {
		this.gate.close();
	}

	private long firstPid() {
		return this.machine.launched.get(0).pid();
	}

	@Test
	@Tag("LS-03")
	void activateWhenServerRegistersAnotherClassThenWaitGoesOn() throws Exception {
		Clsid other = TestMachine.newClass();
		String[] program = { "open", "running=" + other, this.gate.step(), "multiple=" + this.clsid, "resume",
				"serve" };
		this.machine.register(other, program);
		this.machine.register(this.clsid, program);
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		Visitor server = this.gate.await();
		assertThat(this.machine.activate(other)).isEqualTo(server.token());
		Background<Long> late = Background.start(() -> this.machine.activate(this.clsid));
		late.awaitWaiting();
		assertThat(client.isDone()).isFalse();
		server.letGo();
		assertThat(client.get()).isEqualTo(server.token());
		assertThat(late.get()).isEqualTo(server.token());
		assertThat(this.machine.launched).hasSize(1);
	}

	@Test
	@Tag("LS-03")
	@Tag("SL-08")
	void activateWhenServerRegistersSuspendedThenServedAfterResume() throws Exception {
		this.machine.register(this.clsid, "open", "multiple=" + this.clsid, this.gate.step(), "resume", "serve");
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		Visitor server = this.gate.await();
		assertThat(this.machine.scm.servers().get(0).state().classes()).hasSize(1);
		assertThat(client.isDone()).isFalse();
		server.letGo();
		assertThat(client.get()).isEqualTo(server.token());
	}

	@Test
	void serverIsKilledBeforeItIntroducesItselfThenItsSocketIsGone() throws Exception {
		this.machine.register(this.clsid, "listen", this.gate.step(), "open");
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		Visitor server = this.gate.await();
		Path sockets = Path.of(this.machine.rpc.endpoint().networkAddress()).getParent();
		assertThat(sockets)
			.isDirectoryContaining((each) -> each.getFileName().toString().startsWith(server.token() + "-"));
		server.kill();
		assertFails(HResult.CO_E_APPDIDNTREG, client::get);
		await().untilAsserted(() -> assertThat(sockets.toFile().list()).hasSize(1));
	}

	/**
	 * One class that others can have, or none.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@Timeout(60)
	void activateWhenServerResumesWithoutTheClassThenAllWhoWaitAreToldAtOnce(boolean serves) throws Exception {
		Clsid other = TestMachine.newClass();
		String[] program = { "open", serves ? "multiple=" + other : "nothing", this.gate.step(), "resume", "serve" };
		this.machine.register(other, program);
		this.machine.register(this.clsid, program);
		List<Background<Long>> clients = Stream
			.generate(() -> Background.start(() -> this.machine.activate(this.clsid)))
			.limit(8)
			.toList();
		Visitor server = this.gate.await();
		clients.forEach(Background::awaitWaiting);
		server.letGo();
		String shortfall = "registered " + (serves ? other : "no class that other processes can have") + ", not "
				+ this.clsid;
		assertThat(clients).extracting(LaunchWaitTests::failure).containsOnly(failure(clients.get(0)));
		assertThat(failure(clients.get(0))).startsWith(HResult.CO_E_APPDIDNTREG.toString()).contains(shortfall);
		assertThat(this.machine.launched).hasSize(1);
		assertThat(this.machine.launched.get(0).exit()).as("what it serves, it serves").isNotDone();
		if (serves) {
			assertThat(this.machine.activate(other)).isEqualTo(server.token());
		}
		assertThat(this.machine.scm.restarts()).singleElement()
			.satisfies((state) -> assertThat(state.lastFailure()).contains(shortfall));
	}

	@Test
	@Timeout(60)
	void activateWhenServerHasResumedWithoutTheClassThenNextClientGetsAnotherOne() {
		this.machine.register(this.clsid, "open", "resume", "serve");
		assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.clsid));
		this.machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(1).pid());
	}

	@Test
	@Tag("LS-06")
	void activateWhenManyAtOnceThenOneLaunchServesAll() throws Exception {
		Clsid cold = this.machine.register();
		List<Long> pids = Race.run(64, (number) -> this.machine.activate(cold));
		assertThat(pids).hasSize(64).containsOnly(firstPid());
		assertThat(this.machine.launched).hasSize(1);
	}

	@Test
	@Tag("LS-06")
	void activateWhenManyWaitForServerThatDiesThenSameErrorForAll() throws Exception {
		this.machine.register(this.clsid, this.gate.step());
		List<Background<Long>> clients = Stream
			.generate(() -> Background.start(() -> this.machine.activate(this.clsid)))
			.limit(64)
			.toList();
		Visitor server = this.gate.await();
		clients.forEach(Background::awaitWaiting);
		server.kill();
		assertThat(clients).extracting(LaunchWaitTests::failure).containsOnly(failure(clients.get(0)));
		assertThat(failure(clients.get(0))).contains(HResult.CO_E_APPDIDNTREG.toString());
		assertThat(this.machine.launched).hasSize(1);
	}

	private static String failure(Background<Long> client) {
		try {
			return "Served by " + client.get();
		}
		catch (ComException ex) {
			return ex.hresult() + " " + ex.getMessage();
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	@Test
	@Tag("LS-08")
	void activateWhenAnotherServerTakesItsTimeThenNotDelayed() throws Exception {
		this.machine.register(this.clsid, this.gate.step(), "open", "multiple=" + this.clsid, "resume", "serve");
		Background<Long> slow = Background.start(() -> this.machine.activate(this.clsid));
		Visitor server = this.gate.await();
		Clsid fast = this.machine.register();
		long pid = this.machine.activate(fast);
		for (int i = 0; i < 100; i++) {
			assertThat(this.machine.activate(fast)).isEqualTo(pid).isNotEqualTo(server.token());
		}
		assertThat(slow.isDone()).isFalse();
		server.letGo();
		assertThat(slow.get()).isEqualTo(server.token());
	}

	@Test
	@Tag("LS-08")
	void processEndsWhenAnotherServerDoesNotAnswerThenStillNoticed() throws Exception {
		Clsid deaf = this.machine.register();
		long pid = this.machine.activate(deaf);
		Clsid mortal = this.machine.register();
		long first = this.machine.activate(mortal);
		StoppedProcess stopped = StoppedProcess.stop(pid);
		for (long next = first, i = 0; i < 2; i++) {
			TestMachine.kill(next);
			long after = this.machine.activate(mortal);
			assertThat(after).isNotEqualTo(next);
			next = after;
		}
		stopped.resume();
	}

	@Test
	@Tag("LS-15")
	void activateWhenClientDiesThenServerServesOthersAndNothingIsKept() throws Exception {
		this.machine.register(this.clsid, this.gate.step(), "open", "multiple=" + this.clsid, "resume", "serve");
		Process client = new ProcessBuilder(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp",
				System.getProperty("java.class.path"), HoldingClient.class.getName(),
				this.machine.rpc.endpoint().toString(), this.clsid.toString(), "0")
			.inheritIO()
			.start();
		try {
			// The client has asked, and waits
			Visitor server = this.gate.await();
			TestMachine.kill(client.pid());
			server.letGo();
			assertThat(this.machine.activate(this.clsid)).isEqualTo(server.token());
			assertThat(this.machine.launched).hasSize(1);
			await().untilAsserted(() -> assertThat(this.machine.scm.servers().get(0).state().classes()).singleElement()
				.matches((each) -> each.instances() + each.locks() == 0));
		}
		finally {
			client.destroyForcibly();
		}
	}

	@Test
	void activateWhenClientIsInterruptedThenServerServesOthers() throws Exception {
		this.machine.register(this.clsid, this.gate.step(), "open", "multiple=" + this.clsid, "resume", "serve");
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		Visitor server = this.gate.await();
		client.awaitWaiting();
		client.thread().interrupt();
		assertFails(HResult.RPC_E_CALL_CANCELED, client::get);
		server.letGo();
		assertThat(this.machine.activate(this.clsid)).isEqualTo(server.token());
		assertThat(this.machine.launched).hasSize(1);
	}

	@Test
	void closeWhenClientWaitsThenToldAndNothingIsStartedAnyMore() throws Exception {
		this.machine.register(this.clsid, this.gate.step());
		Background<Long> client = Background.start(() -> this.machine.activate(this.clsid));
		this.gate.await();
		this.machine.scm.close();
		assertFails(HResult.CO_E_APPDIDNTREG, client::get);
		assertFails(HResult.CO_E_SCM_RPC_FAILURE, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.launched).hasSize(1);
	}

}
