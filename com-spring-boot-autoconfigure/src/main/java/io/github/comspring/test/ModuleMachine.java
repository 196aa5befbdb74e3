package io.github.comspring.test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import io.github.comspring.ProgId;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.ModuleManifest;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.CoClassEntries;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.scm.ScmSettings;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import org.jspecify.annotations.Nullable;

/**
 * The runtime of an application with one module, without Spring: its registry, and its
 * service control manager, which starts a real surrogate when asked for one.
 */
final class ModuleMachine {

	private static final AppId APPLICATION = new AppId(Guid.random());

	private final Path jar;

	private final MemoryHive hive = new MemoryHive("module under test");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	private final SocketDirectory sockets = new SocketDirectory();

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final RemoteInstanceCreator creator = new RemoteInstanceCreator(this.leakDetector);

	private final ObjectRpc rpc = new ObjectRpc(OrpcSettings.DEFAULT, this.sockets::endpoint, null,
			ActivationGuard.NONE, List.of(), this.creator, this.leakDetector);

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final ProcessLauncher launcher = new ProcessLauncher();

	private final LaunchedSurrogates surrogates = new LaunchedSurrogates(this.launcher);

	private final InProcessServers modules;

	private final ServiceControlManager scm;

	private final Activator activator;

	/**
	 * Creates a machine that runs nothing yet.
	 * @param jar the module, whose manifest names the classes that have ProgIDs
	 * @param clients the class loader of the test
	 */
	ModuleMachine(Path jar, ClassLoader clients) {
		this.jar = jar;
		SearchPath searchPath = new SearchPath(List.of());
		this.modules = new InProcessServers(ActivationGuard.NONE, searchPath, clients, new Apartments(CallContext.NONE),
				System::nanoTime);
		this.scm = new ServiceControlManager(this.rpc, new LocalServerProcess(this.classTable, this.rpc, this.creator),
				this.registry, ActivationGuard.NONE, this.surrogates,
				new BuiltInSurrogate(searchPath, new RuntimeClasses()), ScmSettings.DEFAULT);
		this.activator = new DefaultActivator(this.registry, this.classTable, this.modules, this.scm, this.rpc,
				this.leakDetector);
		this.hive.edit((root) -> root.withValue("AppID\\" + APPLICATION, "DllSurrogate", new Sz("")));
		ModuleManifest.read(jar).classes().forEach((progId, clsid) -> register(clsid, progId));
	}

	Activator activator() {
		return this.activator;
	}

	/**
	 * Registers a class of the module, unless it is.
	 * @param clsid the class
	 */
	void register(Clsid clsid) {
		if (this.hive.root().key("CLSID\\" + clsid) == null) {
			register(clsid, null);
		}
	}

	private void register(Clsid clsid, @Nullable ProgId progId) {
		String server = "CLSID\\" + clsid + "\\InprocServer32";
		this.hive.edit((root) -> CoClassEntries.write(root, new CoClass(clsid, progId, APPLICATION), "Under test")
			.withValue(server, null, new Sz(this.jar.toString()))
			.withValue(server, "ThreadingModel", new Sz("Both")));
	}

	/**
	 * Ends all, processes included.
	 * @return what was still there that should not have been, for people
	 */
	List<String> end() {
		List<String> left = new ArrayList<>(this.surrogates.end());
		this.scm.close();
		this.launcher.close();
		this.modules.close();
		this.rpc.close();
		this.leakDetector.close();
		try {
			this.sockets.close();
		}
		catch (IOException ex) {
			left.add("the directory of the sockets (" + ex + ")");
		}
		return left;
	}

}
