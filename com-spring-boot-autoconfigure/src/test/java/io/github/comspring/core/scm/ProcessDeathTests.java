package io.github.comspring.core.scm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.scm.protocol.ServerControl.ClassState;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Servers, clients and applications that die while they have to do with each other.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class ProcessDeathTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@Test
	@Tag("MA-06")
	void callWhenServerDiesInsideThenCallFailedAndNextRequestLaunches() {
		Clsid clsid = this.machine.register();
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			assertFails(HResult.RPC_S_CALL_FAILED, pointer.get()::die);
		}
		assertThat(this.machine.activate(clsid)).isEqualTo(this.machine.launched.get(1).pid());
	}

	@Test
	void callWhenServerRunsOutOfMemoryThenToldAndServerGoesOn() {
		Clsid clsid = this.machine.register();
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			assertFails(HResult.E_OUTOFMEMORY, pointer.get()::exhaust);
			assertThat(pointer.get().echo("alive")).isEqualTo("alive");
		}
		assertThat(this.machine.launched).hasSize(1);
	}

	@Test
	void callWhenServerIsKilledDuringItsCallbackThenCallFailed() {
		Clsid clsid = this.machine.register();
		AtomicLong called = new AtomicLong();
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			Servant servant = pointer.get();
			assertFails(HResult.RPC_S_CALL_FAILED, () -> servant.call((pid) -> {
				called.set(pid);
				TestMachine.kill(pid);
			}));
		}
		assertThat(called).hasValue(this.machine.launched.get(0).pid());
		await().untilAsserted(() -> assertThat(this.machine.rpc.references()).isEmpty());
	}

	@Test
	@Tag("SL-05")
	@Tag("SL-09")
	void clientDiesThenServerCountsAreZero() throws IOException {
		Clsid clsid = this.machine.register();
		try (SocketDirectory sockets = new SocketDirectory(); ObjectRpc client = this.machine.objectRpc(sockets)) {
			DefaultActivator activator = this.machine.activator(client);
			ComPointer<?> factory = activator.getClassObject(clsid, ClassFactory.class);
			List<ComPointer<Servant>> held = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				held.add(activator.createInstance(factory, Servant.class));
			}
			assertThat(held).allSatisfy((each) -> assertThat(each.get().pid()).isPositive());
			assertThat(state()).matches((state) -> state.instances() == 3 && state.locks() == 1);
		}
		await().untilAsserted(() -> assertThat(state())
			.matches((state) -> state.instances() == 0 && state.locks() == 0 && state.references() == 0));
	}

	private ClassState state() {
		return this.machine.scm.servers().get(0).state().classes().get(0);
	}

	@Test
	@Tag("SL-09")
	void clientThatNeverCalledDiesThenItsReferencesAreGivenBack() throws IOException {
		Clsid clsid = this.machine.register();
		try (SocketDirectory sockets = new SocketDirectory(); ObjectRpc client = this.machine.objectRpc(sockets)) {
			this.machine.activator(client).createInstance(clsid, Servant.class);
			// It is known to the service control manager by a call of its own
			assertFails(HResult.E_ACCESSDENIED,
					() -> client
						.wellKnown(this.machine.rpc.endpoint(), 0, null, ServerRegistry.IPID, ServerRegistry.class)
						.publish("", 1, List.of(), false));
			assertThat(state().instances()).isOne();
		}
		await().untilAsserted(() -> assertThat(state().instances()).isZero());
	}

	@Test
	void applicationIsKilledThenItsServersEnd(@TempDir Path directory) throws IOException {
		try (Gate gate = new Gate()) {
			Process application = new ProcessBuilder(TestMachine.JAVA, "-XX:TieredStopAtLevel=1",
					"-Djava.io.tmpdir=" + directory, "-cp", System.getProperty("java.class.path"),
					TestApplication.class.getName(), Integer.toString(gate.number()))
				.redirectErrorStream(true)
				.redirectOutput(new File("/dev/null"))
				.start();
			ProcessHandle server = ProcessHandle.of(gate.await().token()).orElseThrow();
			assertThat(server.parent()).contains(application.toHandle());
			TestMachine.kill(application.pid());
			server.onExit().join();
			assertThat(server.isAlive()).isFalse();
		}
	}

}
