package io.github.comspring.core.scm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A service control manager that several processes share, which can end before they do:
 * with real processes.
 */
@ExtendWith(NoLeftovers.class)
class HostTests {

	private final Clsid clsid = TestMachine.newClass();

	private final LeakDetector leakDetector = new LeakDetector(0);

	@TempDir
	Path directory;

	private Path socket;

	private ObjectRpc rpc;

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private Activator client;

	@BeforeEach
	void start() {
		this.socket = this.directory.resolve("scm.sock");
		this.rpc = new ObjectRpc(OrpcSettings.DEFAULT, () -> new UnixEndpoint(this.directory.resolve("client.sock")),
				null, ActivationGuard.NONE, List.of(), new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
		this.client = client(scm());
	}

	private Scm scm() {
		return new RemoteScm(this.rpc, new UnixEndpoint(this.socket), Duration.ofMinutes(2));
	}

	private Activator client(Scm scm) {
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		ComRegistry registry = new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"),
				new MemoryHive("application"));
		return new DefaultActivator(registry, this.classTable, modules, scm, this.rpc, this.leakDetector);
	}

	@AfterEach
	void stop() {
		this.rpc.close();
		this.leakDetector.close();
	}

	@Test
	@Tag("LS-16")
	void hostIsKilledThenServerServesItsClientsAndTheNextHostHasItOnce() throws Exception {
		ProcessHandle server;
		try (Gate gate = new Gate()) {
			start(TestHost.class, this.socket.toString(), Integer.toString(gate.number()), this.clsid.toString());
			Gate.Visitor host = gate.await();
			try (ComPointer<Servant> pointer = create()) {
				server = ProcessHandle.of(pointer.get().pid()).orElseThrow();
				assertThat(server.parent()).map(ProcessHandle::pid).contains(host.token());
				host.kill();
				assertThat(pointer.get().echo("alive")).isEqualTo("alive");
				assertFails(HResult.CO_E_SCM_RPC_FAILURE, this::create);
				assertThat(activateInProcess()).isZero();
				try (TestHost next = new TestHost(this.socket)) {
					next.register(this.clsid);
					awaitServer(next, server.pid());
					assertThat(activate()).isEqualTo(server.pid());
					assertThat(next.launched).isEmpty();
					assertThat(next.scm.servers()).hasSize(1);
				}
				assertThat(pointer.get().echo("still alive")).isEqualTo("still alive");
			}
		}
		server.onExit().join();
	}

	@Test
	void socketOfTheHostIsRemovedThenItListensAnewAndServesTheNextClient() throws Exception {
		try (TestHost host = new TestHost(this.socket)) {
			host.register(this.clsid);
			Files.delete(this.socket);
			await().until(() -> Files.exists(this.socket));
			assertThat(activate()).isEqualTo(host.launched.get(0).pid());
		}
		assertThat(this.socket).doesNotExist();
	}

	@Test
	@Tag("LS-16")
	void hostIsReplacedBeforeItIntroducesTheServerThenToldThatTheObjectIsLost() throws Exception {
		try (ReplacedHost replaced = new ReplacedHost()) {
			this.client = client(replaced);
			assertThatExceptionOfType(ComException.class).isThrownBy(this::create)
				.withMessageContaining("was lost before this process could reach its server")
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
			assertThat(activate()).isNotEqualTo(replaced.server());
		}
	}

	@Test
	@Tag("LS-16")
	void hostIsReplacedBeforeItIntroducesTheServerOfAClassObjectThenThatOfTheNextOne() throws Exception {
		try (ReplacedHost replaced = new ReplacedHost()) {
			this.client = client(replaced);
			ActivationRequest request = ActivationRequest.of(this.clsid).in(ClassContext.LOCAL_SERVER);
			try (ComPointer<?> factory = this.client.getClassObject(request, ClassFactory.class);
					ComPointer<Servant> pointer = this.client.createInstance(factory, Servant.class)) {
				assertThat(pointer.get().pid()).isNotEqualTo(replaced.server());
			}
		}
	}

	@Test
	void hostEndsThenItsServersGoOnAndLeaveTheTableOfTheNextOneWhenTheyEnd() throws Exception {
		ComPointer<Servant> pointer;
		try (TestHost host = new TestHost(this.socket)) {
			host.register(this.clsid);
			pointer = create();
			assertThat(host.launched).hasSize(1);
			assertThat(host.scm.servers()).hasSize(1);
		}
		assertThat(pointer.get().echo("alive")).isEqualTo("alive");
		ProcessHandle server = ProcessHandle.of(pointer.get().pid()).orElseThrow();
		try (TestHost next = new TestHost(this.socket)) {
			awaitServer(next, server.pid());
			pointer.close();
			server.onExit().join();
			await().untilAsserted(() -> assertThat(next.scm.servers()).isEmpty());
			assertFails(HResult.REGDB_E_CLASSNOTREG, this::create);
		}
	}

	@Test
	void serverEndsDuringCallThenClientInAnotherProcessIsToldHow() throws Exception {
		try (TestHost host = new TestHost(this.socket)) {
			host.register(this.clsid);
			try (ComPointer<Servant> pointer = create()) {
				long pid = pointer.get().pid();
				assertThatExceptionOfType(ComException.class).isThrownBy(pointer.get()::die)
					.withMessageContaining("Process " + pid + " of " + this.clsid + " exited with code 9")
					.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
			}
		}
	}

	@Test
	@Tag("SL-08")
	void serverIsStartedByHandThenFoundWithoutLaunchUntilItIsKilled() throws Exception {
		Process server = start(TestServer.class, "--comspring.scm.endpoint=unix:" + this.socket,
				"--comspring.scm.mode=client", "open", "multiple=" + this.clsid, "resume", "serve");
		try (TestHost host = new TestHost(this.socket)) {
			awaitServer(host, server.pid());
			assertThat(activate()).isEqualTo(server.pid());
			assertThat(host.scm.servers()).singleElement()
				.matches((each) -> each.launch() == 0 && each.startedFor() == null);
			TestMachine.kill(server.pid());
			await().untilAsserted(() -> assertThat(host.scm.servers()).isEmpty());
			assertThat(host.launched).isEmpty();
		}
		finally {
			server.destroyForcibly();
		}
	}

	private void awaitServer(TestHost host, long pid) {
		await().atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(host.scm.servers()).singleElement()
				.matches((each) -> each.pid() == pid && each.state() != null && each.state().classes().size() == 1));
		await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(activate()).isEqualTo(pid));
	}

	private ComPointer<Servant> create() {
		return this.client.createInstance(ActivationRequest.of(this.clsid).in(ClassContext.LOCAL_SERVER),
				Servant.class);
	}

	private long activate() {
		try (ComPointer<Servant> pointer = create()) {
			return pointer.get().pid();
		}
	}

	/**
	 * Creates an object in this process, which tells 0 as its process id.
	 */
	private long activateInProcess() {
		Clsid here = TestMachine.newClass();
		ClassFactory<Servant> factory = (type) -> new ServantObject(this.classTable, this.rpc, this.rpc.endpoint(), 0,
				List.of());
		this.classTable.register(CoClass.of(here), factory, ClassContext.INPROC_SERVER, Regcls.MULTIPLEUSE);
		try (ComPointer<Servant> pointer = this.client
			.createInstance(ActivationRequest.of(here).in(ClassContext.INPROC_SERVER), Servant.class)) {
			return pointer.get().pid();
		}
	}

	/**
	 * A host that is killed while its only server stands still, so that the next one
	 * knows nothing of that.
	 */
	private final class ReplacedHost implements Scm, AutoCloseable {

		private final Scm scm = scm();

		private final Gate gate = new Gate();

		private final Gate.Visitor host;

		private ProcessHandle server;

		private TestHost next;

		ReplacedHost() throws IOException {
			start(TestHost.class, HostTests.this.socket.toString(), Integer.toString(this.gate.number()),
					HostTests.this.clsid.toString());
			this.host = this.gate.await();
		}

		@Override
		public Activated activate(ScmRequest request) {
			Activated activated = this.scm.activate(request);
			if (this.next == null) {
				replace();
			}
			return activated;
		}

		private void replace() {
			this.server = ProcessHandle.of(this.host.token()).orElseThrow().children().findFirst().orElseThrow();
			try {
				new ProcessBuilder("kill", "-STOP", Long.toString(this.server.pid())).start().waitFor();
				this.host.kill();
				this.next = new TestHost(HostTests.this.socket);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			this.next.register(HostTests.this.clsid);
		}

		long server() {
			return this.server.pid();
		}

		@Override
		public void close() {
			if (this.server != null) {
				TestMachine.kill(this.server.pid());
			}
			if (this.next != null) {
				this.next.close();
			}
			this.gate.close();
		}

	}

	private static Process start(Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp",
				System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File("/dev/null")).start();
	}

}
