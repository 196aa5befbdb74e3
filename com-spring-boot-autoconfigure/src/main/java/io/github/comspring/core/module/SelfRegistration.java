package io.github.comspring.core.module;

import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ThreadingModel;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.ServerRegistration;

/**
 * Lets jars write their own registry entries, and remove them ({@code regsvr32}).
 *
 * @param hive where the entries go
 * @param clients the class loader of the clients
 */
public record SelfRegistration(Hive hive, ClassLoader clients) {

	/**
	 * Registers a jar ({@code DllRegisterServer}).
	 * @param jar the jar
	 * @throws ComException {@code E_NOTIMPL} if the jar does not register itself, of
	 * which no code is loaded, {@code CO_E_DLLNOTFOUND} or {@code CO_E_ERRORINDLL} if it
	 * cannot be loaded, {@code SELFREG_E_CLASS} if it fails; nothing is written then
	 */
	public void register(Path jar) {
		describe(jar, false).register();
	}

	/**
	 * Removes what a jar has registered ({@code DllUnregisterServer}).
	 * @param jar the jar
	 * @return {@code S_OK}, or {@code S_FALSE} if entries of its classes remain that are
	 * not its own
	 * @throws ComException as {@link #register(Path)}
	 */
	public HResult unregister(Path jar) {
		return describe(jar, true).unregister();
	}

	private ServerRegistration describe(Path jar, boolean unregister) {
		if (!ModuleManifest.read(jar).selfRegistering()) {
			throw new ComException(HResult.E_NOTIMPL,
					jar + " does not register itself: its manifest has no OLESelfRegister");
		}
		ServerRegistration registration = ServerRegistration.ofJar(this.hive, jar);
		ModuleApartments callers = new ModuleApartments(new Apartments(CallContext.NONE), jar.toString());
		LoadedModule module = new ModuleFile(jar, null, this.clients).load(ThreadingModel.BOTH, callers);
		try {
			return module.enter(() -> {
				if (unregister) {
					module.entryPoints().unregisterServer(registration);
				}
				else {
					module.entryPoints().registerServer(registration);
				}
				return registration;
			});
		}
		catch (ComException ex) {
			throw new ComException(HResult.SELFREG_E_CLASS, jar + " could not describe its classes", ex);
		}
		finally {
			module.unload();
		}
	}

}
