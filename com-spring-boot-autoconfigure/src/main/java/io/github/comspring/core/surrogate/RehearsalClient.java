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
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.RehearsalPart.Line;
import org.jspecify.annotations.Nullable;

/**
 * The client of a rehearsal, whose registry knows one class alone, that of
 * {@link RehearsalModule}: it activates an object, and the object gets calls of all
 * kinds.
 */
final class RehearsalClient implements AutoCloseable {

	private static final Clsid CLSID = Clsid.of("{3B1F0E52-7C96-4E0B-9D53-A1C8E27F4D62}");

	private static final AppId APP_ID = AppId.of("{3B1F0E52-7C96-4E0B-9D53-A1C8E27F4D63}");

	private static final String THREADING_MODEL = "Both";

	/** More than goes into one fragment. */
	private static final int LARGE = 100_000;

	private final Path jar;

	private final MemoryHive hive = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final RemoteInstanceCreator creator = new RemoteInstanceCreator(this.leakDetector);

	private final InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
			RehearsalClient.class.getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);

	private final SocketDirectory sockets = new SocketDirectory();

	private final ObjectRpc rpc;

	/**
	 * Creates the client.
	 * @param jar the jar of the runtime
	 * @param patience how long a call may take
	 */
	RehearsalClient(Path jar, Duration patience) {
		this.jar = jar;
		this.rpc = new ObjectRpc(new OrpcSettings(OrpcSettings.DEFAULT.limits(), patience), this.sockets::endpoint,
				null, ActivationGuard.NONE, List.of(), this.creator, this.leakDetector);
		value("CLSID\\" + CLSID, "AppID", APP_ID.toString());
		value("CLSID\\" + CLSID + "\\InprocServer32", null, jar.toString());
		value("CLSID\\" + CLSID + "\\InprocServer32", "ThreadingModel", THREADING_MODEL);
		value("AppID\\" + APP_ID, "DllSurrogate", "");
	}

	private void value(String key, @Nullable String name, String text) {
		this.hive.edit((root) -> root.withValue(key, name, new RegistryValue.Sz(text)));
	}

	/**
	 * Returns the class as a surrogate hosts it.
	 * @return the class
	 */
	HostedClass hosted() {
		return new HostedClass(CLSID, null, APP_ID, this.jar.toString(), THREADING_MODEL, null);
	}

	ComRegistry registry() {
		return this.registry;
	}

	ObjectRpc rpc() {
		return this.rpc;
	}

	/**
	 * Returns this process as a server, which has no classes.
	 * @return the server
	 */
	LocalServerProcess server() {
		return new LocalServerProcess(new ClassTable(ActivationGuard.NONE), this.rpc, this.creator);
	}

	/**
	 * Activates an object in a surrogate, and calls it.
	 * @param scm has the surrogate
	 * @throws IOException if a stream failed on its way
	 */
	void perform(Scm scm) throws IOException {
		ActivationRequest request = ActivationRequest.of(CLSID).in(ClassContext.LOCAL_SERVER);
		DefaultActivator activator = new DefaultActivator(this.registry, new ClassTable(ActivationGuard.NONE),
				this.modules, scm, this.rpc, this.leakDetector);
		try (ComPointer<RehearsalPart> pointer = activator.createInstance(request, RehearsalPart.class)) {
			RehearsalPart part = pointer.get();
			part.index(List.of(new Line("first", 1, new byte[1]), new Line("second", 2, new byte[LARGE])));
			part.ask(() -> "answer");
			try (InputStream stream = part.copy(new ByteArrayInputStream(new byte[LARGE]))) {
				stream.readAllBytes();
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.modules.close();
		this.rpc.close();
		this.sockets.close();
		this.leakDetector.close();
	}

}
