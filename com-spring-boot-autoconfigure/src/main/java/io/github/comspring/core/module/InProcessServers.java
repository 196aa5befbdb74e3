package io.github.comspring.core.module;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ThreadingModel;
import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.SingleFlight;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import org.jspecify.annotations.Nullable;

/**
 * The jars that are loaded into this process. Each is loaded once, on first use, and
 * stays until somebody asks to free the unused ones; one with a digest is another than
 * the same one without. Safe from any thread.
 */
public final class InProcessServers implements AutoCloseable {

	private static final Logger logger = System.getLogger(InProcessServers.class.getName());

	private final ActivationGuard guard;

	private final SearchPath searchPath;

	private final ClassLoader clients;

	private final Apartments apartments;

	private final LongSupplier ticker;

	/** The places by what the registry says of them. */
	private final ConcurrentMap<InprocServer, ModuleSlot> named = new ConcurrentHashMap<>();

	/** The places by their files, and by the content that these must have. */
	private final ConcurrentMap<ModuleFile, ModuleSlot> slots = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * Creates a loader that has loaded nothing.
	 * @param guard decides who gets a class object
	 * @param searchPath finds jars with relative names
	 * @param clients the class loader of the clients, which shares interfaces
	 * @param apartments where objects live, closed with this
	 * @param ticker a clock in nanoseconds
	 */
	public InProcessServers(ActivationGuard guard, SearchPath searchPath, ClassLoader clients, Apartments apartments,
			LongSupplier ticker) {
		this.guard = guard;
		this.searchPath = searchPath;
		this.clients = clients;
		this.apartments = apartments;
		this.ticker = ticker;
	}

	/**
	 * Finds the class object of a class in a jar ({@code DllGetClassObject}), loading the
	 * jar on first use, and holds the jar for the caller, who lets it go with
	 * {@link ClassObject.Server#release()} or hands it on to an instance. The guard is
	 * asked before any code of the jar runs.
	 * @param activation what the client asks for
	 * @param server the jar
	 * @return the class object, held
	 * @throws ComException {@code E_ACCESSDENIED} from the guard,
	 * {@code CO_E_DLLNOTFOUND}, {@code CO_E_ERRORINDLL}, also for a wrong digest,
	 * {@code REGDB_E_BADTHREADINGMODEL}, {@code CLASS_E_CLASSNOTAVAILABLE},
	 * {@code CO_E_SERVER_STOPPING} after {@link #close()}
	 */
	public ClassObject getClassObject(Activation activation, InprocServer server) {
		this.guard.check(activation);
		ModuleSlot slot = this.named.get(server);
		LoadedModule loaded = (slot != null) ? slot.module : null;
		ClassObject known = (loaded != null) ? loaded.known(activation.coClass().clsid()) : null;
		if (known != null && loaded.tryAcquire()) {
			return known;
		}
		return load(activation, server);
	}

	private ClassObject load(Activation activation, InprocServer server) {
		LoadedModule module = hold(activation.coClass(), server);
		try {
			return module.classObject(activation.coClass(), ThreadingModel.of(server.threadingModel()));
		}
		catch (Throwable ex) {
			module.release();
			throw ex;
		}
	}

	/**
	 * Says for which class a jar could not be loaded.
	 */
	private LoadedModule hold(CoClass coClass, InprocServer server) {
		try {
			return hold(server);
		}
		catch (ComException ex) {
			throw InprocServer.failure(coClass, ex);
		}
	}

	/**
	 * Loads a jar unless it is, and holds it.
	 */
	LoadedModule hold(InprocServer server) {
		ThreadingModel model = ThreadingModel.of(server.threadingModel());
		ModuleSlot slot = slot(server);
		LoadedModule loaded = slot.module;
		if (loaded != null && loaded.tryAcquire()) {
			return loaded;
		}
		return (model == ThreadingModel.MAIN) ? holdOnMainThread(slot) : hold(slot, model);
	}

	/**
	 * A client that loads waits for the main thread, so that thread must never wait for
	 * the client to be done with the slot.
	 */
	private LoadedModule holdOnMainThread(ModuleSlot slot) {
		try {
			Apartment main = this.apartments.of(ThreadingModel.MAIN, slot.file.jar().toString());
			return main.callUninterrupted(() -> hold(slot, ThreadingModel.MAIN));
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ComException(HResult.E_UNEXPECTED, slot.file.jar() + " could not be loaded", ex);
		}
	}

	private LoadedModule hold(ModuleSlot slot, ThreadingModel model) {
		while (true) {
			LoadedModule loaded = slot.module;
			if (loaded != null && loaded.tryAcquire()) {
				return loaded;
			}
			LoadedModule fresh = slot.loading.join(() -> load(slot, model));
			if (fresh.tryAcquire()) {
				return fresh;
			}
			// Unloaded at once
		}
	}

	private LoadedModule load(ModuleSlot slot, ThreadingModel model) {
		LoadedModule present = slot.module;
		if (present != null && !present.isUnloading()) {
			return present;
		}
		requireOpen(slot);
		LoadedModule fresh = load(slot.file, model);
		unload(slot.replace(fresh));
		if (this.closed) {
			unload(slot.replace(null));
			requireOpen(slot);
		}
		return fresh;
	}

	private void requireOpen(ModuleSlot slot) {
		if (this.closed) {
			throw new ComException(HResult.CO_E_SERVER_STOPPING, slot.file.jar() + " is not loaded any more");
		}
	}

	private LoadedModule load(ModuleFile file, ThreadingModel model) {
		ModuleApartments own = new ModuleApartments(this.apartments, file.jar().getFileName().toString());
		try {
			LoadedModule module = file.load(model, own);
			logger.log(Level.INFO, "Loaded " + file.jar());
			return module;
		}
		catch (Throwable ex) {
			own.release();
			throw ex;
		}
	}

	private ModuleSlot slot(InprocServer server) {
		ModuleSlot known = this.named.get(server);
		if (known != null && known.module != null) {
			return known;
		}
		// The file may have come, gone or moved since the jar was last loaded
		JarDigest digest = (server.digest() != null) ? JarDigest.parse(server.digest()) : null;
		ModuleFile file = new ModuleFile(this.searchPath.find(server.path()), digest, this.clients);
		ModuleSlot slot = this.slots.computeIfAbsent(file, ModuleSlot::new);
		this.named.put(server, slot);
		return slot;
	}

	/**
	 * Unloads jars that nobody needs ({@code CoFreeUnusedLibrariesEx}): those without
	 * instances, class objects and locks in the hands of clients that say that they can
	 * be unloaded. Jars that any thread may call are unloaded only if they were found
	 * unused before, a delay ago, and not used since.
	 * @param delay how long; zero for at once
	 */
	public void freeUnusedLibraries(Duration delay) {
		for (ModuleSlot slot : this.slots.values()) {
			LoadedModule module = slot.module;
			if (module != null) {
				freeIfUnused(slot, module, delay);
			}
		}
	}

	private void freeIfUnused(ModuleSlot slot, LoadedModule module, Duration delay) {
		if (!module.canUnloadNow()) {
			module.used();
			return;
		}
		long now = this.ticker.getAsLong() | 1;
		boolean delayed = module.isFreeThreaded() && !delay.isZero();
		if (delayed && now - module.unusedSince(now) < delay.toNanos()) {
			return;
		}
		if (module.closeIfUnused() && slot.remove(module)) {
			unload(module);
		}
	}

	/**
	 * Unloads what the caller has taken from its place.
	 */
	private static void unload(@Nullable LoadedModule module) {
		if (module != null) {
			module.unload();
			logger.log(Level.INFO, "Unloaded " + module.jar());
		}
	}

	/**
	 * Lists the jars that are loaded.
	 * @return a snapshot
	 */
	public List<Module> modules() {
		return this.slots.values()
			.stream()
			.map((slot) -> slot.module)
			.flatMap(Stream::ofNullable)
			.map((module) -> new Module(module.jar(), List.copyOf(module.classObjects())))
			.toList();
	}

	/**
	 * Unloads all jars, needed or not, and ends the apartments. No jar is loaded from now
	 * on; one that is being loaded is unloaded by who loads it. While the JVM ends, it
	 * does as {@link #leave()}.
	 */
	@Override
	public void close() {
		end(isJvmEnding() ? InProcessServers::leave : InProcessServers::unload);
	}

	/**
	 * Lets all jars go and loads none from now on, as this process is about to end: what
	 * their code has left to be done then, in a shutdown hook, still finds its classes.
	 */
	public void leave() {
		end(InProcessServers::leave);
	}

	private void end(Consumer<@Nullable LoadedModule> each) {
		this.closed = true;
		this.slots.values().forEach((slot) -> each.accept(slot.replace(null)));
		this.apartments.close();
	}

	private static boolean isJvmEnding() {
		Thread hook = BackgroundThread.unstarted("com-never-started", () -> {
		});
		try {
			Runtime.getRuntime().addShutdownHook(hook);
			return !Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	private static void leave(@Nullable LoadedModule module) {
		if (module != null) {
			module.leave();
			logger.log(Level.DEBUG, "Let go of " + module.jar());
		}
	}

	/**
	 * A loaded jar, as an operator sees it.
	 *
	 * @param jar the file
	 * @param classObjects the class objects that clients have asked for, with their
	 * counts
	 */
	public record Module(Path jar, List<ClassObject> classObjects) {
	}

	/**
	 * The place of a jar. Who takes the module from its place unloads it.
	 */
	private static final class ModuleSlot {

		private final ModuleFile file;

		/** The module's own code runs meanwhile, which may take as long as it likes. */
		private final SingleFlight<LoadedModule> loading;

		/** Written under the monitor. */
		private volatile @Nullable LoadedModule module;

		ModuleSlot(ModuleFile file) {
			this.file = file;
			this.loading = new SingleFlight<>("the load of " + file.jar());
		}

		/**
		 * Puts another module in the place.
		 * @return what was there
		 */
		synchronized @Nullable LoadedModule replace(@Nullable LoadedModule fresh) {
			LoadedModule former = this.module;
			this.module = fresh;
			return former;
		}

		/**
		 * Empties the place, unless another module has come there.
		 * @return whether the module was there
		 */
		synchronized boolean remove(LoadedModule former) {
			boolean present = this.module == former;
			if (present) {
				this.module = null;
			}
			return present;
		}

	}

}
