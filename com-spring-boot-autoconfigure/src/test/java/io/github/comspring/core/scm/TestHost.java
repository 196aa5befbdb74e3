package io.github.comspring.core.scm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Clsid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;

/**
 * A host without Spring, in this process or in one of its own.
 */
final class TestHost implements AutoCloseable {

	/** The processes that were started, the oldest first. */
	final List<LaunchedProcess> launched = new CopyOnWriteArrayList<>();

	final ServiceControlManager scm;

	final MemoryHive hive = new MemoryHive("machine");

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final ProcessLauncher launcher = new ProcessLauncher(true);

	private final ObjectRpc rpc;

	TestHost(Path socket) throws Exception {
		this(socket, (host) -> {
		});
	}

	/**
	 * Starts a host that has classes before it listens, as clients may be waiting for it.
	 */
	private TestHost(Path socket, Consumer<TestHost> classes) throws Exception {
		this.rpc = new ObjectRpc(OrpcSettings.DEFAULT, () -> new UnixEndpoint(socket), null, ActivationGuard.NONE,
				List.of(), new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
		LocalServerProcess own = new LocalServerProcess(new ClassTable(ActivationGuard.NONE), this.rpc,
				new RemoteInstanceCreator(this.leakDetector));
		this.scm = new ServiceControlManager(this.rpc, own,
				new ComRegistry(new MemoryHive("user"), this.hive, new MemoryHive("application")), ActivationGuard.NONE,
				this::launch, new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses()),
				new ScmSettings(TestMachine.LONG, TestMachine.LONG, TestMachine.LONG, true));
		classes.accept(this);
		// Of a host that was killed
		Files.deleteIfExists(socket);
		this.rpc.endpoint();
	}

	private LaunchedProcess launch(LaunchRequest request) {
		LaunchedProcess process = this.launcher.launch(request);
		this.launched.add(process);
		return process;
	}

	/**
	 * Registers a class with a server that ends with its last client.
	 */
	void register(Clsid clsid) {
		register(clsid, TestMachine.commandLine(TestServer.class, "open", "multiple=" + clsid, "resume", "idle=0"));
	}

	/**
	 * Registers a class whose servers may fail as often as they like.
	 */
	private void registerToBeKilled(Clsid clsid, String command) {
		register(clsid, command);
		LimitedApplication.in(this.hive)
			.with(clsid)
			.with(RestartLimits.RESTART_LIMIT, Integer.MAX_VALUE)
			.with(RestartLimits.RESTART_WINDOW, 1);
	}

	private void register(Clsid clsid, String command) {
		this.hive
			.edit((root) -> root.withValue("CLSID\\" + clsid + "\\LocalServer32", null, new RegistryValue.Sz(command)));
	}

	/**
	 * Is a host until it is killed. Its arguments are the socket, the number of the gate
	 * to pass when it listens, a class, the command line of its server if that is another
	 * one, which is to be killed, and how long its calls may take if not as long as any,
	 * in milliseconds.
	 */
	public static void main(String[] args) throws Exception {
		TestHost host = new TestHost(Path.of(args[0]), (fresh) -> fresh.registerFor(args));
		try {
			Gate.pass(args[1], ProcessHandle.current().pid());
		}
		finally {
			host.close();
		}
	}

	private void registerFor(String... args) {
		if (args.length > 4) {
			register(Clsid.of(args[2]), args[3]);
			new TimedApplication(Clsid.of(args[2]), Integer.parseInt(args[4]), true).registerIn(this.hive);
		}
		else if (args.length > 3) {
			registerToBeKilled(Clsid.of(args[2]), args[3]);
		}
		else {
			register(Clsid.of(args[2]));
		}
	}

	@Override
	public void close() {
		this.scm.close();
		this.launcher.close();
		this.rpc.close();
		this.leakDetector.close();
	}

}
