package io.github.comspring.core.surrogate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.scm.LocalServerProcess;
import io.github.comspring.core.scm.ScmSettings;
import io.github.comspring.core.scm.ServerProgram;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.SurrogatePrograms;
import io.github.comspring.core.surrogate.RehearsalPart.Line;
import org.jspecify.annotations.Nullable;

/**
 * One surrogate from its launch to its end, with a service control manager of its own
 * that nobody else sees: it activates an object, and the object gets calls of all kinds.
 * An interrupt ends it, and the process.
 */
final class SurrogateRehearsal implements SurrogatePrograms, AutoCloseable {

	/** How long the start, a call or the end of the process may take. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Clsid CLSID = Clsid.of("{3B1F0E52-7C96-4E0B-9D53-A1C8E27F4D62}");

	private static final AppId APP_ID = AppId.of("{3B1F0E52-7C96-4E0B-9D53-A1C8E27F4D63}");

	/** More than goes into one fragment. */
	private static final int LARGE = 100_000;

	private final Path classPath;

	private final List<String> command;

	private final MemoryHive hive = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
			SurrogateRehearsal.class.getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);

	private final SocketDirectory sockets = new SocketDirectory();

	private final ProcessLauncher launcher = new ProcessLauncher();

	private final ObjectRpc rpc;

	private final ServiceControlManager scm;

	/**
	 * Prepares the rehearsal.
	 * @param classPath the jar of the runtime
	 * @param command the command line of the surrogate
	 */
	SurrogateRehearsal(Path classPath, List<String> command) {
		this.classPath = classPath;
		this.command = command;
		RemoteInstanceCreator creator = new RemoteInstanceCreator(this.leakDetector);
		this.rpc = new ObjectRpc(new OrpcSettings(OrpcSettings.DEFAULT.limits(), PATIENCE), this.sockets::endpoint,
				null, ActivationGuard.NONE, List.of(), creator, this.leakDetector);
		LocalServerProcess own = new LocalServerProcess(new ClassTable(ActivationGuard.NONE), this.rpc, creator);
		this.scm = new ServiceControlManager(this.rpc, own, this.registry, ActivationGuard.NONE, this.launcher, this,
				new ScmSettings(PATIENCE, PATIENCE));
		value("CLSID\\" + CLSID, "AppID", APP_ID.toString());
		value("CLSID\\" + CLSID + "\\InprocServer32", null, classPath.toString());
		value("CLSID\\" + CLSID + "\\InprocServer32", "ThreadingModel", "Both");
		value("AppID\\" + APP_ID, "DllSurrogate", "");
	}

	private void value(String key, @Nullable String name, String text) {
		this.hive.edit((root) -> root.withValue(key, name, new RegistryValue.Sz(text)));
	}

	@Override
	public ServerProgram builtIn(ApplicationRegistration application, @Nullable RunAs runAs) {
		return ServerProgram.of(this.command, application.confinement().inheritedOr(BuiltInSurrogate.ENVIRONMENT),
				WorkingDirectory.ownOne(), null, null, null);
	}

	@Override
	public Path jar(String name) {
		return this.classPath;
	}

	/**
	 * Launches the surrogate, and calls an object in it.
	 * @throws IOException if a stream failed on its way
	 */
	void perform() throws IOException {
		ActivationRequest request = ActivationRequest.of(CLSID).in(ClassContext.LOCAL_SERVER);
		DefaultActivator activator = new DefaultActivator(this.registry, new ClassTable(ActivationGuard.NONE),
				this.modules, this.scm, this.rpc, this.leakDetector);
		try (ComPointer<RehearsalPart> pointer = activator.createInstance(request, RehearsalPart.class)) {
			RehearsalPart part = pointer.get();
			part.index(List.of(new Line("first", 1, new byte[1]), new Line("second", 2, new byte[LARGE])));
			part.ask(() -> "answer");
			try (InputStream stream = part.copy(new ByteArrayInputStream(new byte[LARGE]))) {
				stream.readAllBytes();
			}
		}
	}

	/**
	 * Has the surrogate end, and waits until it has.
	 */
	@Override
	public void close() throws IOException {
		this.scm.close();
		this.launcher.close();
		this.modules.close();
		this.rpc.close();
		this.sockets.close();
		this.leakDetector.close();
	}

}
