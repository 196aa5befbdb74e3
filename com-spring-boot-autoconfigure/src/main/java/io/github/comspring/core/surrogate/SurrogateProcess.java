package io.github.comspring.core.surrogate;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcProperties;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.program.SurrogateArguments;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.scm.server.ScmLink;
import io.github.comspring.core.scm.server.ServerLifetime;

/**
 * This process as a host of jars: all that it needs, and its life from the first class to
 * the last client.
 */
final class SurrogateProcess implements Surrogate, AutoCloseable {

	private static final Logger logger = System.getLogger(SurrogateProcess.class.getName());

	private final Endpoint scm;

	private final String secret;

	private final SurrogateGuard guard = SurrogateGuard.ofThisProcess();

	private final ClassTable classTable = new ClassTable(this.guard);

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final InProcessServers modules = new InProcessServers(this.guard, new SearchPath(List.of()),
			SurrogateProcess.class.getClassLoader(), new Apartments(Caller.CONTEXT), System::nanoTime);

	private final ObjectRpc rpc;

	private final Set<Clsid> hosted = ConcurrentHashMap.newKeySet();

	/** Begins with the first class: a spare has no clients to miss. */
	private final ServerLifetime lifetime;

	private final AtomicBoolean used = new AtomicBoolean();

	private final CountDownLatch ended = new CountDownLatch(1);

	/**
	 * Creates a surrogate that hosts nothing yet.
	 * @param scm where the service control manager listens
	 * @param secret the secret that this process was launched with
	 * @param firstClient how long the client that it was started for may take to come
	 * @param idleTimeout how long it goes on without clients then
	 */
	SurrogateProcess(Endpoint scm, String secret, Duration firstClient, Duration idleTimeout) {
		this(scm, secret, placeBeside(scm), firstClient, idleTimeout);
	}

	/**
	 * Creates a surrogate that hosts nothing yet, elsewhere.
	 * @param scm where the service control manager listens
	 * @param secret the secret that this process was launched with
	 * @param own makes the place where the surrogate listens
	 * @param firstClient how long the client that it was started for may take to come
	 * @param idleTimeout how long it goes on without clients then
	 */
	SurrogateProcess(Endpoint scm, String secret, Supplier<Endpoint> own, Duration firstClient, Duration idleTimeout) {
		this.scm = scm;
		this.secret = secret;
		OrpcSettings settings = OrpcProperties.ofThisProcess().within(SurrogateMemory.connectionsHere()).settings();
		this.rpc = new ObjectRpc(settings, own, secret, this.guard, extensions(),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
		this.lifetime = new ServerLifetime(this.classTable, this.rpc, firstClient, idleTimeout, this.ended::countDown);
		this.lifetime.begin();
	}

	private static List<CallExtension> extensions() {
		List<CallExtension> extensions = new ArrayList<>(List.of(new LibraryRemedy()));
		if (SurrogateMemory.isLimitedHere()) {
			extensions.add(new MemoryRemedy());
		}
		if (OutOfMemoryEnd.isWanted()) {
			extensions.add(new OutOfMemoryEnd());
		}
		return extensions;
	}

	private static Supplier<Endpoint> placeBeside(Endpoint scm) {
		if (scm instanceof UnixEndpoint unix) {
			return SocketDirectory.placeAt(SocketDirectory.beside(unix));
		}
		return () -> {
			throw new ComException(HResult.E_INVALIDARG, "The surrogate cannot listen beside " + scm);
		};
	}

	/**
	 * Registers with the service control manager, and hosts the first class if there is
	 * one yet.
	 * @param arguments the command line
	 * @throws ComException as {@link ScmLink#open} throws
	 */
	void open(SurrogateArguments arguments) {
		Surrogate.register(this.rpc, this);
		LocalServerProcess control = new LocalServerProcess(this.classTable, this.rpc,
				new RemoteInstanceCreator(this.leakDetector));
		ScmLink.open(this.rpc, this.scm, this.secret, control, this.classTable);
		HostedClass first = arguments.first();
		if (first != null) {
			loadDllServer(first);
		}
	}

	@Override
	public void loadDllServer(HostedClass coming) {
		if (this.hosted.add(coming.clsid())) {
			this.classTable.register(coming.coClass(), new JarClassObject(this.modules, coming),
					ClassContext.LOCAL_SERVER, Regcls.SURROGATE);
			if (this.used.compareAndSet(false, true)) {
				this.lifetime.start();
			}
		}
		boolean suspended = this.classTable.registrations()
			.stream()
			.anyMatch((each) -> each.state() == ClassTable.State.SUSPENDED);
		if (suspended) {
			throw new ComException(HResult.CO_E_SERVER_STOPPING,
					"The surrogate ends, and does not host " + coming.coClass() + " any more");
		}
	}

	/**
	 * Frees unused jars ({@code CoFreeUnusedLibrariesEx}) until no client has needed this
	 * process for a time.
	 * @param freeInterval how often unused jars are looked for, and how long they stay
	 * then
	 */
	void run(Duration freeInterval) {
		while (!awaitEnd(freeInterval)) {
			try {
				this.modules.freeUnusedLibraries(freeInterval);
			}
			catch (RuntimeException | Error ex) {
				logger.log(Level.WARNING, "Unused jars stay loaded for now", ex);
			}
		}
	}

	/**
	 * Takes no new clients, serves those that it has until they let go, and then has
	 * {@link #run} end.
	 * @param most how long they may take
	 */
	void drain(Duration most) {
		logger.log(Level.INFO,
				"This surrogate was told to end: it takes no new clients, and ends when those that it has let go, or "
						+ "after {0} s",
				most.toSeconds());
		try {
			// Says so to the service control manager, which may have been stopped itself
			BackgroundThread.start("com-drain", this.classTable::suspend);
			this.lifetime.close();
			this.classTable.awaitNoReferences(most);
		}
		catch (InterruptedException ex) {
			// A module interrupts whatever thread it finds: it wants no grace
		}
		finally {
			this.ended.countDown();
		}
	}

	private boolean awaitEnd(Duration time) {
		try {
			return this.ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			// A module interrupts whatever thread it finds: that is no reason to end
			return false;
		}
	}

	/**
	 * Revokes all class objects ({@code ISurrogate::FreeSurrogate}), and lets the jars
	 * go.
	 */
	@Override
	public void close() {
		this.lifetime.close();
		// Says so to the service control manager, which sends no more clients
		this.classTable.suspend();
		this.classTable.registrations().forEach((each) -> this.classTable.revoke(each.cookie()));
		this.rpc.close();
		this.modules.leave();
		this.leakDetector.close();
	}

}
