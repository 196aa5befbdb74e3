package io.github.comspring.core.module;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;
import io.github.comspring.ThreadingModel;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.ReferenceCount;
import org.jspecify.annotations.Nullable;

/**
 * A jar that is loaded: its class loader, its entry points, and the count that keeps it.
 * Once unloaded it admits nobody, and a fresh load takes its place.
 */
final class LoadedModule implements ClassObject.Server {

	private static final Logger logger = System.getLogger(LoadedModule.class.getName());

	private final Path jar;

	private final ModuleApartments apartments;

	/** Where its entry points are called that are about no class. */
	private final ThreadingModel first;

	private final ModuleClassLoader classLoader;

	private final ComModule entryPoints;

	private final LinkRemedy remedy;

	private final ReferenceCount references = new ReferenceCount();

	private final ConcurrentMap<Clsid, ClassObject> classObjects = new ConcurrentHashMap<>();

	/**
	 * Since when nobody has needed the module, in the loader's clock; 0 if it is needed.
	 */
	private volatile long unusedSince;

	LoadedModule(Path jar, ThreadingModel first, ModuleApartments apartments, ModuleClassLoader classLoader,
			ComModule entryPoints, LinkRemedy remedy) {
		this.jar = jar;
		this.first = first;
		this.apartments = apartments;
		this.classLoader = classLoader;
		this.entryPoints = entryPoints;
		this.remedy = remedy;
	}

	/**
	 * Holds the module for an activation.
	 * @return whether it is held; {@code false} if it is being unloaded
	 */
	boolean tryAcquire() {
		if (!this.references.tryAcquire()) {
			return false;
		}
		if (this.unusedSince != 0) {
			this.unusedSince = 0;
		}
		return true;
	}

	@Nullable ClassObject known(Clsid clsid) {
		return this.classObjects.get(clsid);
	}

	/**
	 * Returns the class object of a class, asking the module the first time.
	 * @param coClass the class
	 * @param model its threading model
	 * @return the class object, the same for all clients
	 * @throws ComException what the module threw, {@code CO_E_ERRORINDLL} if its code
	 * does not link, {@code E_UNEXPECTED} for any other exception,
	 * {@code CLASS_E_CLASSNOTAVAILABLE} for {@code null}
	 */
	ClassObject classObject(CoClass coClass, ThreadingModel model) {
		ClassObject known = this.classObjects.get(coClass.clsid());
		if (known != null) {
			return known;
		}
		Apartment apartment = apartment(model);
		Object target = enter(apartment, () -> this.entryPoints.getClassObject(coClass.clsid()),
				coClass + " has no class object: ");
		if (target == null) {
			throw new ComException(HResult.CLASS_E_CLASSNOTAVAILABLE,
					this.jar + " returned null for the class object of " + coClass + ": "
							+ this.entryPoints.getClass().getName()
							+ " must return a class factory from getClassObject for each class that is registered "
							+ "with the jar");
		}
		ClassObject made = new ClassObject(coClass, target, apartment, this);
		ClassObject first = this.classObjects.putIfAbsent(coClass.clsid(), made);
		return (first != null) ? first : made;
	}

	/**
	 * Returns where the code of the classes of a threading model runs.
	 */
	private Apartment apartment(ThreadingModel model) {
		return this.apartments.of(model).with(this.classLoader);
	}

	<V> V enter(Callable<V> entryPoint) {
		return enter(apartment(this.first), entryPoint, "");
	}

	private <V> V enter(Apartment apartment, Callable<V> entryPoint, String consequence) {
		try {
			return apartment.call(entryPoint);
		}
		catch (ComException ex) {
			throw ex;
		}
		catch (LinkageError ex) {
			throw new ComException(HResult.CO_E_ERRORINDLL,
					consequence + this.jar + " does not link: " + ex + this.remedy.of(ex), ex);
		}
		catch (Throwable ex) {
			throw new ComException(HResult.E_UNEXPECTED,
					consequence + "An entry point of " + this.jar + " failed with " + ex, ex);
		}
	}

	/**
	 * Asks the module whether it may go. Anything but a clear yes is a no.
	 */
	boolean canUnloadNow() {
		try {
			return references() == 0 && enter(this.entryPoints::canUnloadNow);
		}
		catch (ComException ex) {
			logger.log(Level.WARNING, this.jar + " could not say whether it may be unloaded, and stays", ex);
			return false;
		}
	}

	/**
	 * Notes that the module is unused, and tells since when it has been.
	 * @param now the time, never 0
	 * @return the first time at which it was found unused and not needed since
	 */
	long unusedSince(long now) {
		long since = this.unusedSince;
		if (since == 0) {
			this.unusedSince = now;
			return now;
		}
		return since;
	}

	void used() {
		this.unusedSince = 0;
	}

	/**
	 * Returns how many references keep the module.
	 */
	int references() {
		return this.references.get();
	}

	boolean isUnloading() {
		return this.references.isClosed();
	}

	boolean closeIfUnused() {
		return this.references.closeIfZero();
	}

	/**
	 * Frees the jar and its class loader. Instances that are still alive fail when they
	 * need another class.
	 */
	void unload() {
		free(this.classLoader::close);
	}

	/**
	 * Lets the jar go, whose code may still have something to do until the JVM ends: what
	 * it has left to be run then finds its classes, and the collector closes the file.
	 */
	void leave() {
		free(this.classLoader::removeCopy);
	}

	private void free(FileRelease release) {
		this.references.close();
		this.classObjects.clear();
		JdbcDrivers.deregister(this.classLoader);
		try {
			release.run();
		}
		catch (IOException ex) {
			logger.log(Level.WARNING, this.jar + " could not be closed", ex);
		}
		this.apartments.release();
	}

	Path jar() {
		return this.jar;
	}

	/**
	 * Tells whether any thread may call all its objects.
	 */
	boolean isFreeThreaded() {
		return this.apartments.areFreeThreaded();
	}

	ComModule entryPoints() {
		return this.entryPoints;
	}

	Collection<ClassObject> classObjects() {
		return List.copyOf(this.classObjects.values());
	}

	@Override
	public void acquire() {
		this.references.acquire();
	}

	@Override
	public void release() {
		this.references.release();
	}

	@Override
	public boolean isKeptByClassObjects() {
		return true;
	}

	@Override
	public String remedyFor(Throwable thrown) {
		return this.remedy.of(thrown);
	}

	/**
	 * What is done with the file.
	 */
	private interface FileRelease {

		void run() throws IOException;

	}

}
