package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerControl.Order;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * How surrogates end.
 */
@ExtendWith(NoLeftovers.class)
class SurrogateLifeTests {

	/** Long enough for the first client to come on a slow machine. */
	private static final Duration IDLE = Duration.ofMillis(300);

	@RegisterExtension
	final TestMachine machine = new TestMachine(TestMachine.LONG, IDLE);

	@TempDir
	Path directory;

	private HostedClasses classes;

	private Clsid clsid;

	@BeforeEach
	void register() {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.clsid = this.classes.register();
	}

	private LaunchedProcess launched(int number) {
		return this.machine.launched.get(number);
	}

	@Test
	@Tag("SU-09")
	void releaseWhenLastThenSurrogateEndsAndNextClientGetsANewOne() {
		assertThat(this.classes.activate(this.clsid)).isEqualTo(launched(0).pid());
		assertThat(launched(0).exit().join().status()).isZero();
		assertThat(this.classes.activate(this.clsid)).isEqualTo(launched(1).pid());
	}

	@Test
	@Tag("SU-09")
	void releaseWhenObjectOfNoClassIsLeftThenSurrogateStaysForIt() {
		Hosted other;
		try (ComPointer<Hosted> pointer = this.classes.create(this.clsid)) {
			other = pointer.get().other();
		}
		// Two further surrogates come and go meanwhile
		for (int i = 1; i <= 2; i++) {
			Clsid further = this.classes.register();
			assertThat(this.classes.activate(further)).isEqualTo(launched(i).pid());
			launched(i).exit().join();
		}
		assertThat(other.pid()).isEqualTo(launched(0).pid());
		assertThat(launched(0).exit()).isNotDone();
	}

	@Test
	@Tag("SU-09")
	void hammerAtTheEndThenEveryClientIsServed() throws Exception {
		List<Background<Long>> clients = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			clients.add(Background.start(this::hammer));
		}
		for (Background<Long> client : clients) {
			assertThat(client.get()).isPositive();
		}
		await().untilAsserted(() -> assertThat(this.machine.launched).allMatch((each) -> each.exit().isDone()));
	}

	/**
	 * Comes again and again at about the moment when a surrogate ends.
	 */
	private long hammer() throws Exception {
		long served = 0;
		for (int i = 0; i < 4; i++) {
			long pid = this.classes.activate(this.clsid);
			served++;
			ProcessHandle.of(pid).map(ProcessHandle::onExit).ifPresent((exit) -> exit.join());
		}
		return served;
	}

	@Test
	@Tag("SU-10")
	void callWhenJarHaltsTheProcessThenToldAndNextActivationLaunches() {
		try (ComPointer<Hosted> pointer = this.classes.create(this.clsid)) {
			assertFails(HResult.RPC_S_CALL_FAILED, () -> pointer.get().halt(7));
		}
		assertThat(launched(0).exit().join()).extracting(ProcessExit::status).isEqualTo(7);
		assertThat(this.classes.activate(this.clsid)).isEqualTo(launched(1).pid());
	}

	@Test
	@Tag("SU-10")
	void activateWhenJarHaltsTheProcessThenToldWithExitCodeAndNextActivationLaunches() {
		Clsid halting = TestMachine.newClass();
		AppId appId = this.classes.application();
		this.classes.register(halting, appId, HostedJar.creating("Runtime.getRuntime().halt(9);", halting)
			.writeTo(this.directory.resolve("halting.jar")));
		assertThatThrownBy(() -> this.classes.activate(halting)).hasMessageContaining("RPC_S_CALL_FAILED")
			.hasMessageContaining("exited with code 9");
		this.classes.register(halting, appId, HostedJar.of(halting).writeTo(this.directory.resolve("healed.jar")));
		assertThat(this.classes.activate(halting)).isEqualTo(launched(1).pid());
	}

	@Test
	@Tag("SU-10")
	void activateWhenSurrogateWasKilledThenNewOne() {
		TestMachine.kill(this.classes.activate(this.clsid));
		assertThat(this.classes.activate(this.clsid)).isEqualTo(launched(1).pid());
	}

	@Test
	void applicationIsKilledThenItsSurrogateEnds() throws IOException {
		try (Gate gate = new Gate()) {
			Process application = new ProcessBuilder(TestMachine.JAVA, "-XX:TieredStopAtLevel=1",
					"-Djava.io.tmpdir=" + this.directory, "-cp", System.getProperty("java.class.path"),
					TestApplication.class.getName(), Integer.toString(gate.number()), this.directory.toString())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			ProcessHandle surrogate = ProcessHandle.of(gate.await().token()).orElseThrow();
			assertThat(surrogate.parent()).contains(application.toHandle());
			TestMachine.kill(application.pid());
			surrogate.onExit().join();
			assertThat(surrogate.isAlive()).isFalse();
		}
	}

	@Test
	void orderWhenNotFromItsScmThenAccessDenied() throws IOException {
		try (ComPointer<Hosted> pointer = this.classes.create(this.clsid);
				SocketDirectory sockets = new SocketDirectory();
				ObjectRpc stranger = this.machine.objectRpc(sockets)) {
			assertThat(pointer.get().pid()).isEqualTo(launched(0).pid());
			Endpoint endpoint = Endpoint.parse(this.machine.scm.servers().get(0).endpoint());
			Surrogate surrogate = stranger.wellKnown(endpoint, 0, null, Surrogate.IPID, Surrogate.class);
			HostedClass further = new HostedClass(TestMachine.newClass(), null, this.classes.application(), "/a.jar",
					null, null);
			assertFails(HResult.E_ACCESSDENIED, () -> surrogate.loadDllServer(further));
			ServerControl control = stranger.wellKnown(endpoint, 0, null, ServerControl.IPID, ServerControl.class);
			assertFails(HResult.E_ACCESSDENIED,
					() -> control.activate(new Order(this.clsid, false, List.of(Iid.UNKNOWN), stranger.oxid())));
		}
	}

}
