package io.github.comspring.core.scm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.comspring.ActivationGuard;
import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerEnds;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.ServerRegistry.Announcement;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.core.scm.server.LocalServerProcess;

/**
 * All that a process can ask of the objects that all know the numbers of.
 *
 * @param rpc the objects of the process
 * @param knowledge what it knows of others
 */
record WellKnownCalls(ObjectRpc rpc, Knowledge knowledge) {

	/**
	 * Calls each operation. What the process would do to itself only is left out.
	 * @return what becomes of them, by their names
	 */
	Map<String, String> outcomes() {
		Map<String, String> outcomes = new TreeMap<>();
		Knowledge others = this.knowledge;
		OverdueCalls overdue = ofMachine(OverdueCalls.IPID, OverdueCalls.class);
		outcomes.put("OverdueCalls.report", outcome(
				() -> overdue.report(new OverdueCall(others.server, others.served, "a call", Duration.ofDays(1)))));
		ServerEnds ends = ofMachine(ServerEnds.IPID, ServerEnds.class);
		outcomes.put("ServerEnds.name", outcome(() -> ends.name(others.server)));
		MachineResolver resolver = ofMachine(MachineResolver.IPID, MachineResolver.class);
		outcomes.put("MachineResolver.resolve", outcome(() -> resolver.resolve(others.server)));
		control(outcomes, ofServer(ServerControl.IPID, ServerControl.class));
		Surrogate surrogate = ofServer(Surrogate.IPID, Surrogate.class);
		HostedClass evil = new HostedClass(others.served, null, new AppId(others.served.guid()), "/evil.jar", null,
				null);
		outcomes.put("Surrogate.loadDllServer", outcome(() -> surrogate.loadDllServer(evil)));
		registry(outcomes, ofMachine(ServerRegistry.IPID, ServerRegistry.class));
		// The last, as who activates introduces itself
		outcomes.put("activator", outcome(() -> new ServantClient(this.rpc, others.scm).activate(others.activated)));
		return outcomes;
	}

	private void control(Map<String, String> outcomes, ServerControl control) {
		ServerControl.Order order = new ServerControl.Order(this.knowledge.served, false,
				List.of(Iid.of(Servant.class)), this.rpc.oxid());
		outcomes.put("ServerControl.activate", outcome(() -> control.activate(order)));
		outcomes.put("ServerControl.undelivered", outcome(() -> control.undelivered(this.knowledge.client, List.of())));
		outcomes.put("ServerControl.linked", outcome(control::linked));
		outcomes.put("ServerControl.state", outcome(control::state));
		outcomes.put("ServerControl.retire", outcome(control::retire));
		outcomes.put("ServerControl.clientGone", outcome(() -> control.clientGone(this.knowledge.client)));
	}

	/**
	 * With each secret that the process may think of.
	 */
	private void registry(Map<String, String> outcomes, ServerRegistry registry) {
		List<String> announced = new ArrayList<>();
		List<String> published = new ArrayList<>();
		List<PublishedClass> classes = List.of(new PublishedClass(this.knowledge.served, 1, false));
		for (String each : this.knowledge.secrets) {
			Announcement announcement = new Announcement(each, this.rpc.endpoint().networkAddress(), 1, Instant.EPOCH);
			announced.add(outcome(() -> registry.announce(announcement)));
		}
		for (String each : this.knowledge.secrets) {
			published.add(outcome(() -> registry.publish(each, 99, classes, true)));
		}
		outcomes.put("ServerRegistry.announce", String.join(" ", announced.stream().distinct().toList()));
		outcomes.put("ServerRegistry.publish", String.join(" ", published.stream().distinct().toList()));
	}

	private <T> T ofMachine(Guid ipid, Class<T> type) {
		return this.rpc.wellKnown(this.knowledge.scm, 0, null, ipid, type);
	}

	private <T> T ofServer(Guid ipid, Class<T> type) {
		return this.rpc.wellKnown(this.knowledge.endpoint, 0, null, ipid, type);
	}

	private static String outcome(Runnable call) {
		return outcome(() -> {
			call.run();
			return true;
		});
	}

	private static String outcome(Supplier<?> call) {
		try {
			Object answer = call.get();
			if (answer instanceof List<?> refusals && !refusals.isEmpty()) {
				return "refused";
			}
			return (answer instanceof Optional<?> told && told.isEmpty()) ? "nothing" : "served";
		}
		catch (ComException ex) {
			return word(ex.hresult());
		}
	}

	private static String word(HResult hresult) {
		if (hresult.equals(HResult.E_ACCESSDENIED)) {
			return "denied";
		}
		boolean unreachable = hresult.equals(HResult.RPC_S_SERVER_UNAVAILABLE)
				|| hresult.equals(HResult.CO_E_SCM_RPC_FAILURE);
		return unreachable ? "unreachable" : hresult.toString();
	}

	/**
	 * Is a process that knows what it is told, and its environment, and prints what
	 * becomes of its calls. Its arguments are its knowledge, what else it may have heard,
	 * and whether it introduces itself.
	 */
	public static void main(String[] args) throws IOException {
		boolean introduced = args[0].equals("introduced");
		Knowledge told = Knowledge.of(List.of(args).subList(1, args.length));
		try (LeakDetector leakDetector = new LeakDetector(0);
				SocketDirectory sockets = introduced ? null : new SocketDirectory();
				ObjectRpc rpc = new ObjectRpc(OrpcSettings.DEFAULT,
						introduced ? () -> SocketDirectory.beside((UnixEndpoint) told.scm) : sockets::endpoint, null,
						ActivationGuard.NONE, List.of(), new RemoteInstanceCreator(leakDetector), leakDetector)) {
			rpc.exportWellKnown(ServerControl.IPID, ServerControl.class, new LocalServerProcess(
					new ClassTable(ActivationGuard.NONE), rpc, new RemoteInstanceCreator(leakDetector)));
			if (introduced) {
				MachineResolver.introduces(rpc, told.scm);
			}
			new WellKnownCalls(rpc, told).outcomes()
				.forEach((operation, outcome) -> System.out.println(operation + "=" + outcome));
		}
	}

	/**
	 * What a process knows of others.
	 *
	 * @param scm where the service control manager listens
	 * @param endpoint where a server listens
	 * @param server the number of that process
	 * @param client the number of a client of that
	 * @param served the class that it serves
	 * @param activated the class that this process activates
	 * @param secrets what may be the secret of a launch
	 */
	record Knowledge(Endpoint scm, Endpoint endpoint, long server, long client, Clsid served, Clsid activated,
			List<String> secrets) {

		private static final int WORDS = 6;

		/**
		 * Returns the words that tell all of this, but for the secrets.
		 */
		List<String> words() {
			return Stream.of(this.scm, this.endpoint, this.server, this.client, this.served, this.activated)
				.map(String::valueOf)
				.toList();
		}

		/**
		 * Reads the words. Whatever comes after them, and all values of the environment,
		 * may be secrets.
		 */
		static Knowledge of(List<String> words) {
			List<String> secrets = Stream
				.concat(Stream.of(""),
						Stream.concat(words.stream().skip(WORDS), System.getenv().values().stream())
							.flatMap((each) -> Stream.of(each, each.substring(each.indexOf('=') + 1))))
				.distinct()
				.toList();
			return new Knowledge(Endpoint.parse(words.get(0)), Endpoint.parse(words.get(1)),
					Long.parseLong(words.get(2)), Long.parseLong(words.get(3)), Clsid.of(words.get(4)),
					Clsid.of(words.get(5)), secrets);
		}

		/**
		 * Knows the way of another user to the service control manager.
		 */
		Knowledge by(Endpoint way, Clsid wanted) {
			return new Knowledge(way, this.endpoint, this.server, this.client, this.served, wanted, this.secrets);
		}

	}

}
