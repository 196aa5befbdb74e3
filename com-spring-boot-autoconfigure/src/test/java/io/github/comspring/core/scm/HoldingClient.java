package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
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
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.fixture.Faulty;

/**
 * A client in a process of its own, which holds objects and a class object until it is
 * killed.
 */
final class HoldingClient {

	static final int OBJECTS = 3;

	private HoldingClient() {
	}

	/**
	 * Holds what it gets. Its arguments are where the service control manager listens,
	 * the class, and the number of the gate to pass when it has all.
	 */
	public static void main(String[] args) {
		ActivationRequest request = ActivationRequest.of(Clsid.of(args[1])).in(ClassContext.LOCAL_SERVER);
		Activator activator = activator(Endpoint.parse(args[0]));
		List<ComPointer<?>> held = new ArrayList<>();
		held.add(activator.getClassObject(request, ClassFactory.class));
		for (int i = 0; i < OBJECTS; i++) {
			ComPointer<Faulty> pointer = activator.createInstance(request, Faulty.class);
			pointer.get().pid();
			held.add(pointer);
		}
		Gate.pass(args[2], held.size());
	}

	/**
	 * Makes this process a client.
	 */
	static Activator activator(Endpoint scm) {
		return activator(scm, new MemoryHive("machine"));
	}

	/**
	 * Makes this process a client that knows some applications.
	 */
	static Activator activator(Endpoint scm, MemoryHive machine) {
		LeakDetector leakDetector = new LeakDetector(0);
		ObjectRpc rpc = new ObjectRpc(OrpcSettings.DEFAULT, () -> SocketDirectory.beside((UnixEndpoint) scm), null,
				ActivationGuard.NONE, List.of(), new RemoteInstanceCreator(leakDetector), leakDetector);
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				HoldingClient.class.getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		return new DefaultActivator(new ComRegistry(new MemoryHive("user"), machine, new MemoryHive("application")),
				new ClassTable(ActivationGuard.NONE), modules, new RemoteScm(rpc, scm, Duration.ofMinutes(2)), rpc,
				leakDetector);
	}

}
