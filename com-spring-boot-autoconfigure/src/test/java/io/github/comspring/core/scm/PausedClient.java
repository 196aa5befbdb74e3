package io.github.comspring.core.scm;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * A client in a process of its own, which may be paused while a call is under way. It
 * ends with code 0 if the call and what it does afterwards were as ever.
 */
final class PausedClient {

	private PausedClient() {
	}

	/**
	 * Calls. Its arguments are where the service control manager listens, the class, how
	 * long its calls may take in milliseconds, the gate that the object passes in the
	 * call, and any further one if the object is to call back behind it.
	 */
	public static void main(String[] args) {
		Clsid clsid = Clsid.of(args[1]);
		MemoryHive hive = new MemoryHive("machine");
		new TimedApplication(clsid, Integer.parseInt(args[2]), false).registerIn(hive);
		Activator activator = HoldingClient.activator(Endpoint.parse(args[0]), hive);
		ActivationRequest request = ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER);
		ComPointer<Servant> called = activator.createInstance(request, Servant.class);
		ComPointer<Servant> held = activator.createInstance(request, Servant.class);
		int gate = Integer.parseInt(args[3]);
		if (args.length > 4) {
			called.get().passAndCall(gate, (pid) -> {
			});
		}
		else {
			called.get().pass(gate);
		}
		boolean same = called.get().pid() == held.get().pid() && called.get().echo("again").equals("again");
		System.exit(same ? 0 : 1);
	}

}
