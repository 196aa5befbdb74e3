package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.remote.RemoteScm;

/**
 * A server process as the client of another one, through the service control manager that
 * launched it.
 *
 * @param rpc the objects of this process
 * @param scm where the service control manager listens
 */
record ServantClient(ObjectRpc rpc, Endpoint scm) {

	/**
	 * Has an object loop.
	 * @param callTimeout how long calls may take, by a registry of this process
	 * @return the HRESULT and text of the failure
	 */
	String loop(Clsid clsid, int callTimeout) {
		MemoryHive hive = new MemoryHive("own");
		new TimedApplication(clsid, callTimeout, false).registerIn(hive);
		try {
			return with(clsid, hive, (servant) -> {
				servant.loop();
				return "returned";
			});
		}
		catch (ComException ex) {
			return ex.hresult() + " " + ex.detail();
		}
	}

	/**
	 * Asks an object where it is.
	 * @return its process
	 */
	long activate(Clsid clsid) {
		return with(clsid, new MemoryHive("own"), Servant::pid);
	}

	private <T> T with(Clsid clsid, MemoryHive hive, Function<Servant, T> call) {
		ComRegistry registry = new ComRegistry(new MemoryHive("user"), hive, new MemoryHive("application"));
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		try (LeakDetector leakDetector = new LeakDetector(0)) {
			DefaultActivator activator = new DefaultActivator(registry, new ClassTable(ActivationGuard.NONE), modules,
					new RemoteScm(this.rpc, this.scm, Duration.ofMinutes(1)), this.rpc, leakDetector);
			try (ComPointer<Servant> pointer = activator
				.createInstance(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), Servant.class)) {
				return call.apply(pointer.get());
			}
		}
	}

}
