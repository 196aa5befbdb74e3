package io.github.comspring.core.scm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.WellKnownCalls.Knowledge;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerEnds;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.OtherAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who may call the objects that all know the numbers of: each object, and each kind of
 * process.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class WellKnownObjectTests {

	/**
	 * What the servers of an application, and the application itself, answer to whom. Who
	 * may connect may introduce itself, as itself, and is then introduced to others and
	 * activates as the policy says; who does not is let in nowhere with what it gets. The
	 * server publishes with the secret of its own launch, and announces itself once.
	 */
	private static final String OF_AN_APPLICATION = """
			operation               | CLIENT | SERVER | SIBLING | INTRODUCED | STRANGER | CHILD  | OTHERS_CHILD | OTHER_USER
			OverdueCalls.report     | served | denied | denied  | denied     | denied   | denied | denied       | unreachable
			ServerEnds.name         | served | nothing| nothing | nothing    | nothing  | nothing| nothing      | unreachable
			MachineResolver.resolve | served | served | served  | served     | denied   | served | served       | unreachable
			ServerControl.activate  | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.undelivered| denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.linked    | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.state     | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.retire    | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.clientGone| denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			Surrogate.loadDllServer | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerRegistry.announce | denied | denied | denied  | denied     | denied   | denied | denied       | unreachable
			ServerRegistry.publish  | denied | served | denied  | denied     | denied   | denied | denied       | unreachable
			activator               | served | served | served  | served     | denied   | served | served       | unreachable
			""";

	/**
	 * The same with a host. Any process of its user may come by itself as a server, as an
	 * application with {@code comspring.scm.mode=client} does: the kernel does not tell
	 * which one it is. What it publishes that is another one's is refused.
	 */
	private static final String OF_A_HOST = """
			operation               | CLIENT | SERVER | SIBLING | INTRODUCED | STRANGER | CHILD  | OTHERS_CHILD | OTHER_USER
			OverdueCalls.report     | served | denied | denied  | denied     | denied   | denied | denied       | unreachable
			ServerEnds.name         | served | nothing| nothing | nothing    | nothing  | nothing| nothing      | unreachable
			MachineResolver.resolve | served | served | served  | served     | denied   | served | served       | unreachable
			ServerControl.activate  | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.undelivered| denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.linked    | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.state     | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.retire    | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerControl.clientGone| denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			Surrogate.loadDllServer | denied | denied | denied  | denied     | denied   | denied | unreachable  | unreachable
			ServerRegistry.announce | served | denied | denied  | served     | served   | served | denied       | unreachable
			ServerRegistry.publish  | refused| served | denied  | refused    | refused  | refused| denied       | unreachable
			activator               | served | served | served  | served     | denied   | served | served       | unreachable
			""";

	private static final String ENDPOINT = "--comspring.scm.endpoint=";

	private final Clsid served = TestMachine.newClass();

	private final Clsid siblings = TestMachine.newClass();

	@TempDir
	Path directory;

	private final ProcessLauncher launcher = new ProcessLauncher();

	private final List<LaunchedProcess> parents = new CopyOnWriteArrayList<>();

	private final List<AutoCloseable> open = new ArrayList<>();

	private NearbyServers servers;

	private TestMachine machine;

	private ObjectRpc client;

	private ComPointer<Servant> pointer;

	/**
	 * Starts an application or a host, two servers, and a client of the first one.
	 */
	private void start(boolean host) {
		this.servers = NearbyServers.of((server) -> serve(server, host));
		this.machine = host ? TestMachine.host(this::launch) : new TestMachine(this::launch);
		this.machine.register(this.served, "nearby");
		this.machine.register(this.siblings, "nearby");
		this.client = process();
		this.pointer = activate(this.client, this.served);
		assertThat(this.pointer.get().pid()).isOne();
		assertThat(this.machine.activate(this.siblings)).isEqualTo(2);
	}

	private void serve(NearbyServer server, boolean host) {
		Surrogate.register(server.rpc(), (hosted) -> {
			throw new IllegalStateException("It was brought " + hosted.jar());
		});
		if (host) {
			server.openHosted();
		}
		else {
			server.open();
		}
		server.register((server.pid() == 1) ? this.served : this.siblings, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	}

	private LaunchedProcess launch(LaunchRequest request) {
		if (request.command().contains("nearby")) {
			return this.servers.launch(request);
		}
		LaunchedProcess parent = this.launcher.launch(request);
		this.parents.add(parent);
		return parent;
	}

	/**
	 * Starts a process that has an end of its own for hosts.
	 */
	private ObjectRpc process() {
		SocketDirectory sockets = new SocketDirectory();
		ObjectRpc process = this.machine.objectRpc(sockets);
		process.exportWellKnown(ServerControl.IPID, ServerControl.class, new LocalServerProcess(
				new ClassTable(ActivationGuard.NONE), process, new RemoteInstanceCreator(this.machine.leakDetector)));
		this.open.add(sockets);
		this.open.add(process);
		return process;
	}

	private ComPointer<Servant> activate(ObjectRpc from, Clsid clsid) {
		RemoteScm scm = new RemoteScm(from, this.machine.rpc.endpoint(), Duration.ofMinutes(1));
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		return new DefaultActivator(this.machine.registry, new ClassTable(ActivationGuard.NONE), modules, scm, from,
				this.machine.leakDetector)
			.createInstance(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), Servant.class);
	}

	@AfterEach
	void close() throws Exception {
		assertThat(this.pointer.get().pid()).as("what a client has").isOne();
		assertThat(this.machine.activate(this.served)).as("what others get").isOne();
		this.pointer.close();
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
		this.machine.close();
		// Those of a host go on
		this.servers.launched().forEach(NearbyServer::close);
		this.parents.forEach(LaunchedProcess::destroy);
		this.launcher.close();
	}

	private NearbyServer server() {
		return this.servers.launched().get(0);
	}

	private <T> T ofMachine(ObjectRpc from, Guid ipid, Class<T> type) {
		return from.wellKnown(this.machine.rpc.endpoint(), 0, null, ipid, type);
	}

	private OverdueCall overdue() {
		return new OverdueCall(server().rpc().oxid(), this.served, "a call", Duration.ofDays(1));
	}

	@ParameterizedTest
	@EnumSource
	void objectsOfAnApplicationAnswer(Peer peer) throws Exception {
		start(false);
		assertThat(outcomes(peer)).containsExactlyInAnyOrderEntriesOf(column(OF_AN_APPLICATION, peer));
	}

	@ParameterizedTest
	@EnumSource
	void objectsOfAHostAnswer(Peer peer) throws Exception {
		start(true);
		assertThat(outcomes(peer)).containsExactlyInAnyOrderEntriesOf(column(OF_A_HOST, peer));
	}

	private static Map<String, String> column(String table, Peer peer) {
		List<String[]> rows = table.lines().map((line) -> line.split("\\s*\\|\\s*")).toList();
		int at = Arrays.asList(rows.get(0)).indexOf(peer.name());
		return rows.stream().skip(1).collect(Collectors.toMap((row) -> row[0], (row) -> row[at].strip()));
	}

	private Map<String, String> outcomes(Peer peer) throws Exception {
		return switch (peer) {
			case CLIENT -> near(this.client);
			case SERVER -> near(server().rpc(), server().secret());
			case SIBLING -> near(this.servers.launched().get(1).rpc());
			case INTRODUCED -> {
				ObjectRpc process = process();
				MachineResolver.introduces(process, this.machine.rpc.endpoint());
				yield near(process);
			}
			case STRANGER -> near(process());
			case CHILD -> child(this.machine.register());
			case OTHERS_CHILD -> {
				OtherAccount.assumeThere();
				yield child(registerAsOther());
			}
			case OTHER_USER -> {
				OtherAccount.assumeThere();
				yield other();
			}
		};
	}

	private Knowledge knowledge(String... secrets) {
		return new Knowledge(this.machine.rpc.endpoint(), server().rpc().endpoint(), server().rpc().oxid(),
				this.client.oxid(), this.served, this.served, List.of(secrets));
	}

	/**
	 * One that has got hold of the secret of the server, too.
	 */
	private Map<String, String> near(ObjectRpc process) {
		return near(process, "", server().secret());
	}

	private Map<String, String> near(ObjectRpc process, String... secrets) {
		return new WellKnownCalls(process, knowledge(secrets)).outcomes();
	}

	private Clsid registerAsOther() {
		Clsid clsid = TestMachine.newClass();
		AppId appId = new AppId(Guid.random());
		this.machine.value(clsid, "LocalServer32", null,
				RunAsServerTests.commandLine("open", "multiple=" + clsid, "resume", "serve"));
		this.machine.hive.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new Sz(appId.toString()))
			.withValue("AppID\\" + appId, "RunAs", new Sz(OtherAccount.NAME)));
		return clsid;
	}

	/**
	 * A real process, which a launched server has started.
	 */
	private Map<String, String> child(Clsid parents) {
		try (ComPointer<Servant> parent = this.machine.create(parents)) {
			String way = parent.get()
				.arguments()
				.stream()
				.filter((each) -> each.startsWith(ENDPOINT))
				.findFirst()
				.orElseThrow()
				.substring(ENDPOINT.length());
			List<String> arguments = new ArrayList<>(List.of("introduced"));
			arguments.addAll(knowledge().by(Endpoint.parse(way), parents).words());
			return read(parent.get().run(WellKnownCalls.class.getName(), arguments));
		}
	}

	private Map<String, String> other() throws Exception {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxrwxrwx"));
		List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + OtherAccount.NAME, "--regid=65534",
				"--clear-groups", TestMachine.JAVA, "-Djava.io.tmpdir=" + this.directory, "-cp",
				String.join(":", RunAsServerTests.classPath()), WellKnownCalls.class.getName(), "alone"));
		command.addAll(knowledge().words());
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		return read(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
	}

	private static Map<String, String> read(String output) {
		assertThat(output.lines()).as(output).allMatch((line) -> line.matches("[\\w.]+=[^=]+"));
		return output.lines().map((line) -> line.split("=")).collect(Collectors.toMap((at) -> at[0], (at) -> at[1]));
	}

	@Test
	void reportOfAClientWhenTheApplicationWantsNothingEndedThenNothingIs() {
		start(false);
		assertThat(ofMachine(this.client, OverdueCalls.IPID, OverdueCalls.class).report(overdue()))
			.as("no application wants it to be ended")
			.isFalse();
	}

	/**
	 * Under its number, as if that had been stolen, there is nobody any more.
	 */
	@Test
	void reportAfterItsClientHasGoneThenAccessDenied() throws Exception {
		start(false);
		ObjectRpc stranger = process();
		try (SocketDirectory sockets = new SocketDirectory()) {
			ObjectRpc leaving = this.machine.objectRpc(sockets);
			activate(leaving, this.served).close();
			StolenKey.of(leaving).give(stranger, this.machine.rpc.endpoint());
			leaving.close();
			OverdueCalls calls = ofMachine(stranger, OverdueCalls.IPID, OverdueCalls.class);
			await().untilAsserted(() -> assertFails(HResult.E_ACCESSDENIED, () -> calls.report(overdue())));
		}
	}

	@Test
	void endOfAServerThenToldToItsClientsAlone() {
		start(false);
		NearbyServer sibling = this.servers.launched().get(1);
		long ended = sibling.rpc().oxid();
		try (ComPointer<Servant> lost = activate(this.client, this.siblings)) {
			assertThat(lost.get().pid()).isEqualTo(2);
			sibling.end(9);
			ServerEnds told = ofMachine(this.client, ServerEnds.IPID, ServerEnds.class);
			await().untilAsserted(() -> assertThat(told.end(ended)).get().asString().contains("code 9"));
			ObjectRpc other = process();
			MachineResolver.introduces(other, this.machine.rpc.endpoint());
			for (ObjectRpc each : List.of(other, process(), server().rpc())) {
				assertThat(ofMachine(each, ServerEnds.IPID, ServerEnds.class).end(ended)).isEmpty();
			}
		}
	}

	@Test
	void introductionToWhomNobodyKnowsThenNone() {
		start(false);
		MachineResolver resolver = ofMachine(this.client, MachineResolver.IPID, MachineResolver.class);
		assertThat(resolver.resolve(process().oxid())).isEmpty();
		assertThat(resolver.resolve(4711)).isEmpty();
	}

	@Test
	void orderOfTheLauncherThenCarriedOut() {
		start(false);
		assertThat(this.machine.scm.servers()).hasSize(2).allSatisfy((each) -> assertThat(each.state()).isNotNull());
	}

	/**
	 * Who asks.
	 */
	enum Peer {

		/** It has a pointer to an object of the server. */
		CLIENT,

		/** The server. */
		SERVER,

		/** Another launched server. */
		SIBLING,

		/**
		 * It has introduced itself, as an application does that is a client of a host.
		 */
		INTRODUCED,

		/** Nobody knows it. */
		STRANGER,

		/**
		 * A process that another launched server has started. It knows the environment
		 * and the command line of that.
		 */
		CHILD,

		/** The same, where that server runs as another user. */
		OTHERS_CHILD,

		/** A process of another user, which has no directory here. */
		OTHER_USER

	}

}
