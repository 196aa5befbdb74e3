package io.github.comspring.core.scm.protocol;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.core.orpc.ObjectRpc;
import org.jspecify.annotations.Nullable;

/**
 * A process that hosts in-process servers for clients in other processes
 * ({@code ISurrogate}). Each such process has one, under a number that all know.
 */
@ComInterface("{5D0C2E7A-61B4-4E39-8C1D-2F9A7B3E4C03}")
public interface Surrogate {

	/** The number of the interface pointer. */
	Guid IPID = WellKnownObjects.SURROGATE;

	/**
	 * Registers a class object for a class that is in a jar
	 * ({@code ISurrogate::LoadDllServer}). The jar itself need not be loaded before a
	 * client comes. Does nothing for a class that is registered.
	 * @param hosted the class
	 * @throws ComException {@code CO_E_SERVER_STOPPING} if the process is about to end,
	 * so that another one has to serve
	 */
	void loadDllServer(HostedClass hosted);

	/**
	 * Lets the service control manager that started this process bring classes to it
	 * ({@code CoRegisterSurrogate}); nobody else can. To be called before the process
	 * introduces itself.
	 * @param rpc the objects of this process
	 * @param surrogate hosts the classes
	 * @throws ComException {@code E_INVALIDARG} without a surrogate
	 */
	static void register(ObjectRpc rpc, @Nullable Surrogate surrogate) {
		if (surrogate == null) {
			throw new ComException(HResult.E_INVALIDARG, "No surrogate was given");
		}
		rpc.exportWellKnown(IPID, Surrogate.class, new LaunchersSurrogate(surrogate));
	}

	/**
	 * A class in a jar.
	 *
	 * @param clsid the class id
	 * @param name the ProgID, or {@code null} if it has none
	 * @param appId the application
	 * @param jar the absolute path of the jar
	 * @param threadingModel the value {@code ThreadingModel}, or {@code null} for none
	 * @param digest the value {@code Digest}, or {@code null} for none
	 */
	record HostedClass(Clsid clsid, @Nullable String name, AppId appId, String jar, @Nullable String threadingModel,
			@Nullable String digest) {

		/**
		 * Returns the class by all its names.
		 * @return the class
		 */
		public CoClass coClass() {
			return new CoClass(this.clsid, (this.name != null) ? new ProgId(this.name) : null, this.appId);
		}

	}

}
