package io.github.comspring.core.scm;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.core.surrogate.StartOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application with its service control manager, which starts real processes.
 */
final class TestMachine implements AfterEachCallback, AutoCloseable {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	static final String JAVA = System.getProperty("java.home") + "/bin/java";

	static final Duration LONG = Duration.ofMinutes(2);

	final MemoryHive hive = new MemoryHive("machine");

	final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive, new MemoryHive("application"));

	/** The processes that were started, the oldest first. */
	final List<LaunchedProcess> launched = new CopyOnWriteArrayList<>();

	/** The calls that have come in, those to the service control manager. */
	final AtomicInteger messages = new AtomicInteger();

	/** Done when an object has answered, and nobody has the answer yet. */
	volatile Runnable whenAnswered = () -> {
	};

	final SocketDirectory sockets = new SocketDirectory();

	final LeakDetector leakDetector = new LeakDetector(0);

	final ObjectRpc rpc = objectRpc(this.sockets);

	final ServiceControlManager scm;

	private final BuiltInSurrogate surrogates;

	private final List<InProcessServers> loaded = new CopyOnWriteArrayList<>();

	private final ProcessLauncher launcher = new ProcessLauncher();

	TestMachine() {
		this(LONG);
	}

	TestMachine(Duration launchTimeout) {
		this(launchTimeout, BuiltInSurrogate.IDLE_TIMEOUT);
	}

	TestMachine(Duration launchTimeout, Duration surrogateIdleTimeout, String... surrogateOptions) {
		this.surrogates = new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses(),
				Stream.concat(BuiltInSurrogate.OPTIONS.stream(), Stream.of(surrogateOptions)).toList(),
				surrogateIdleTimeout, StartOptions.NONE);
		this.scm = scm(this::launch, launchTimeout, System::nanoTime, Clock.systemUTC(), false);
	}

	/**
	 * Creates a machine with a clock of its own.
	 */
	TestMachine(ManualClock clock) {
		this.surrogates = new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses());
		this.scm = scm(this::launch, LONG, clock::ticks, clock, false);
	}

	/**
	 * Creates a machine whose servers are not real.
	 */
	TestMachine(ServerLauncher servers) {
		this(servers, LONG, System::nanoTime, Clock.systemUTC(), false);
	}

	TestMachine(ServerLauncher servers, Duration launchTimeout, ManualClock clock) {
		this(servers, launchTimeout, clock::ticks, clock, false);
	}

	private TestMachine(ServerLauncher servers, Duration launchTimeout, LongSupplier ticker, Clock clock,
			boolean hosts) {
		this.surrogates = new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses());
		this.scm = scm(servers, launchTimeout, ticker, clock, hosts);
	}

	/**
	 * Creates a machine whose servers are not real, and with which processes may register
	 * that it did not launch.
	 */
	static TestMachine host(ServerLauncher servers) {
		return new TestMachine(servers, LONG, System::nanoTime, Clock.systemUTC(), true);
	}

	private ServiceControlManager scm(ServerLauncher servers, Duration launchTimeout, LongSupplier ticker, Clock clock,
			boolean hosts) {
		LocalServerProcess own = new LocalServerProcess(new ClassTable(ActivationGuard.NONE), this.rpc,
				new RemoteInstanceCreator(this.leakDetector));
		return new ServiceControlManager(this.rpc, own, this.registry, ActivationGuard.NONE, servers, this.surrogates,
				new ScmSettings(launchTimeout, LONG, LONG, hosts), ticker, clock);
	}

	private LaunchedProcess launch(LaunchRequest request) {
		LaunchedProcess process = this.launcher.launch(request);
		this.launched.add(process);
		return process;
	}

	ObjectRpc objectRpc(SocketDirectory directory) {
		return new ObjectRpc(OrpcSettings.DEFAULT, directory::endpoint, null, ActivationGuard.NONE, List.of(counting()),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	/**
	 * Counts the calls that come in, and takes notice of their ends.
	 */
	private CallExtension counting() {
		return new CallExtension() {

			@Override
			public Guid id() {
				return Guid.NULL;
			}

			@Override
			public byte[] outgoing() {
				return null;
			}

			@Override
			public Scope incoming(Caller caller, byte[] data) {
				TestMachine.this.messages.incrementAndGet();
				return () -> TestMachine.this.whenAnswered.run();
			}

		};
	}

	DefaultActivator activator() {
		return activator(this.rpc);
	}

	DefaultActivator activator(ObjectRpc client) {
		return activator(client, new ClassTable(ActivationGuard.NONE));
	}

	DefaultActivator activator(ObjectRpc client, ClassTable classTable) {
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				TestMachine.class.getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		this.loaded.add(modules);
		if (client != this.rpc) {
			MachineResolver.introduces(client, this.rpc.endpoint());
		}
		return new DefaultActivator(this.registry, classTable, modules, this.scm, client, this.leakDetector);
	}

	ComPointer<Servant> create(Clsid clsid) {
		return activator().createInstance(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), Servant.class);
	}

	/**
	 * Creates an object, and returns the process that it lives in.
	 */
	long activate(Clsid clsid) {
		try (ComPointer<Servant> pointer = create(clsid)) {
			return pointer.get().pid();
		}
	}

	static Clsid newClass() {
		return new Clsid(Guid.random());
	}

	/**
	 * Registers a class with a server that does not fail.
	 */
	Clsid register() {
		Clsid clsid = newClass();
		register(clsid, "open", "multiple=" + clsid, "resume", "serve");
		return clsid;
	}

	/**
	 * Registers a class, or registers it anew.
	 */
	void register(Clsid clsid, String... steps) {
		value(clsid, "LocalServer32", null, commandLine(TestServer.class, steps));
	}

	void value(Clsid clsid, String key, String name, String text) {
		this.hive.edit((root) -> root.withValue("CLSID\\" + clsid + "\\" + key, name, new RegistryValue.Sz(text)));
	}

	static String commandLine(Class<?> main, String... steps) {
		return '"' + JAVA + "\" -Xshare:auto -XX:TieredStopAtLevel=1 -Xmx32m -XX:+UseSerialGC -cp \"" + CLASS_PATH
				+ "\" " + main.getName() + " " + String.join(" ", steps);
	}

	/**
	 * Ends a process with SIGKILL, and waits until nothing is left of it.
	 */
	static void kill(long pid) {
		ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
		process.destroyForcibly();
		process.onExit().join();
	}

	static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		close();
	}

	@Override
	public void close() throws IOException {
		this.scm.close();
		this.launcher.close();
		this.loaded.forEach(InProcessServers::close);
		this.rpc.close();
		this.sockets.close();
		this.leakDetector.close();
	}

}
