package io.github.comspring.core.module;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;
import io.github.comspring.ThreadingModel;
import io.github.comspring.core.apartment.Apartment;
import org.jspecify.annotations.Nullable;

/**
 * A jar that is about to be loaded. A failed load leaves nothing behind.
 *
 * @param jar the jar
 * @param digest what its content must have, or {@code null} for nothing
 * @param clients the class loader of the clients
 */
record ModuleFile(Path jar, @Nullable JarDigest digest, ClassLoader clients) {

	/**
	 * Loads the jar.
	 * @param model the threading model of the class that it is loaded for
	 * @param apartments where its code runs
	 * @return the module
	 * @throws ComException {@code CO_E_DLLNOTFOUND} if there is no such file,
	 * {@code CO_E_ERRORINDLL} if it is not a usable in-process server or has another
	 * digest, and what {@link Apartment#call} throws
	 */
	LoadedModule load(ThreadingModel model, ModuleApartments apartments) {
		if (this.digest == null) {
			return load(this.jar, null, model, apartments);
		}
		Path copy = this.digest.copyOf(this.jar);
		try {
			return load(copy, copy, model, apartments);
		}
		catch (Throwable ex) {
			copy.toFile().delete();
			throw ex;
		}
	}

	private LoadedModule load(Path content, @Nullable Path copy, ThreadingModel model, ModuleApartments apartments) {
		ModuleManifest manifest = ModuleManifest.read(content);
		if (copy != null && !manifest.classPath().isEmpty()) {
			throw new ComException(HResult.CO_E_ERRORINDLL, this.jar + " is registered with a digest, which does not "
					+ "cover the files on the Class-Path of its manifest: " + manifest.classPath());
		}
		if (manifest.moduleClass() == null) {
			throw new ComException(HResult.CO_E_ERRORINDLL, this.jar
					+ " is no in-process server: its manifest has no Com-Module. Write there the full name of the class "
					+ "that implements " + ComModule.class.getName() + ", or name another jar");
		}
		LinkRemedy remedy = new LinkRemedy(this.jar, manifest.classPath());
		ModuleClass module = new ModuleClass(this.jar, manifest.moduleClass());
		Set<String> shared = SharedTypes.of(manifest.interfaces(), this.clients);
		ModuleClassLoader classLoader = new ModuleClassLoader(this.jar.getFileName().toString(), url(content),
				this.clients, shared, copy);
		try {
			requireInterfaces(manifest, classLoader);
			Callable<ComModule> construction = () -> {
				JdbcDrivers.register(classLoader);
				return module.construct(classLoader);
			};
			ComModule entryPoints = apartments.of(model).with(classLoader).call(construction);
			return new LoadedModule(this.jar, model, apartments, classLoader, entryPoints, remedy);
		}
		catch (ComException ex) {
			// From here or the apartment; what the module throws is wrapped
			close(classLoader, ex);
			throw ex;
		}
		catch (Throwable ex) {
			close(classLoader, ex);
			Throwable reason = reason(ex);
			throw new ComException(HResult.CO_E_ERRORINDLL, this.jar + " is not usable: its module "
					+ manifest.moduleClass() + " failed with " + reason + remedy.of(reason), reason);
		}
	}

	/**
	 * Returns what the module itself has thrown.
	 */
	private static Throwable reason(Throwable thrown) {
		boolean wrapped = thrown instanceof InvocationTargetException || thrown instanceof ExceptionInInitializerError;
		Throwable cause = thrown.getCause();
		return (wrapped && cause != null) ? cause : thrown;
	}

	/**
	 * Finds out whether there are all interfaces that the jar says it has in common with
	 * its clients: where these have none of them, as in a surrogate, the jar must.
	 */
	private void requireInterfaces(ModuleManifest manifest, ClassLoader classLoader) {
		for (String name : manifest.interfaces()) {
			try {
				Class.forName(name, false, classLoader);
			}
			catch (ClassNotFoundException | LinkageError ex) {
				throw new ComException(HResult.CO_E_ERRORINDLL, "The interface " + name + " that " + this.jar
						+ " names in Com-Interfaces is neither in the jar nor on the Class-Path of its manifest, and "
						+ "this process does not have it either (a surrogate has no classes of the clients). Correct "
						+ "the name in Com-Interfaces, or put the interface into the jar", ex);
			}
		}
	}

	private static URL url(Path content) {
		try {
			return content.toUri().toURL();
		}
		catch (IOException ex) {
			throw new ComException(HResult.CO_E_DLLNOTFOUND, content + " has no URL", ex);
		}
	}

	private static void close(ModuleClassLoader classLoader, Throwable reason) {
		try {
			classLoader.close();
		}
		catch (IOException ex) {
			reason.addSuppressed(ex);
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ModuleFile that && this.jar.equals(that.jar) && Objects.equals(this.digest, that.digest)
				&& this.clients.equals(that.clients);
	}

	/**
	 * Not the generated one, which a JVM that has just started takes long to link.
	 */
	@Override
	public int hashCode() {
		return 31 * (31 * this.jar.hashCode() + Objects.hashCode(this.digest)) + this.clients.hashCode();
	}

}
