package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.Kept;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pointers that are handed on between processes that have not met: servers of an
 * application, and servers and clients of a host.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ThirdProcessTests {

	private final Clsid first = TestMachine.newClass();

	private final Clsid second = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		ClassFactory<Relay> factory = (type) -> new RelayObject(server.pid());
		server.classTable()
			.register(CoClass.of((server.pid() == 1) ? this.first : this.second), factory, ClassContext.LOCAL_SERVER,
					Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final MemoryHive hive = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	private final List<AutoCloseable> open = new ArrayList<>();

	private ObjectRpc process() {
		SocketDirectory sockets = new SocketDirectory();
		ObjectRpc rpc = new ObjectRpc(OrpcSettings.DEFAULT, sockets::endpoint, null, ActivationGuard.NONE, List.of(),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
		this.open.add(sockets);
		this.open.add(rpc);
		return rpc;
	}

	private ServiceControlManager scm(ObjectRpc rpc, boolean host) {
		ServiceControlManager scm = new ServiceControlManager(rpc,
				new LocalServerProcess(new ClassTable(ActivationGuard.NONE), rpc,
						new RemoteInstanceCreator(this.leakDetector)),
				this.registry, ActivationGuard.NONE, this.servers,
				new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses()),
				new ScmSettings(TestMachine.LONG, TestMachine.LONG, TestMachine.LONG, host));
		this.open.add(scm);
		for (Clsid each : List.of(this.first, this.second)) {
			this.hive.edit((root) -> root.withValue("CLSID\\" + each + "\\LocalServer32", null,
					new RegistryValue.Sz("nearby-" + each)));
		}
		return scm;
	}

	private ComPointer<Relay> create(ObjectRpc client, Scm scm, Clsid clsid) {
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		this.open.add(modules);
		ComPointer<Relay> pointer = new DefaultActivator(this.registry, new ClassTable(ActivationGuard.NONE), modules,
				scm, client, this.leakDetector)
			.createInstance(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), Relay.class);
		this.open.add(pointer);
		return pointer;
	}

	@AfterEach
	void close() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
		this.servers.launched().forEach(NearbyServer::close);
		this.leakDetector.close();
	}

	@Test
	void serversOfAnApplicationAreHandedEachOthersObjectsThenCallThem() {
		ObjectRpc application = process();
		Scm scm = scm(application, false);
		Relay one = create(application, scm, this.first).get();
		Relay two = create(application, scm, this.second).get();
		assertHandedOn(one, two);
		two.keep(new RelayObject(0));
		assertThat(one.ask(two)).as("an object of the application, by a server").isZero();
	}

	@Test
	void clientsAndServersOfAHostAreHandedEachOthersObjectsThenCallThem() {
		ObjectRpc host = process();
		scm(host, true);
		ObjectRpc client = process();
		ObjectRpc other = process();
		Relay one = create(client, new RemoteScm(client, host.endpoint(), Duration.ofMinutes(1)), this.first).get();
		RemoteScm others = new RemoteScm(other, host.endpoint(), Duration.ofMinutes(1));
		Relay two = create(other, others, this.second).get();
		one.keep(new RelayObject(100));
		assertThat(one.askKept()).as("an object of the client").isEqualTo(100);
		Relay same = create(other, others, this.first).get();
		assertHandedOn(same, two);
		one.keep(new RelayObject(100));
		two.keep(one.itself());
		assertThat(two.askKept()).isEqualTo(1);
		same.keep(two);
		assertThat(same.askKept()).isEqualTo(2);
		two.keep(new RelayObject(200));
		assertThat(same.ask(two)).as("an object of the other client, by a server").isEqualTo(200);
		assertThat(two.kept().pid()).as("the object itself").isEqualTo(200);
	}

	@Test
	void clientOfAHostIsHandedAnObjectOfAnotherClientThenCallsIt() {
		ObjectRpc host = process();
		scm(host, true);
		ObjectRpc client = process();
		ObjectRpc other = process();
		Relay mine = create(client, new RemoteScm(client, host.endpoint(), Duration.ofMinutes(1)), this.first).get();
		Relay theirs = create(other, new RemoteScm(other, host.endpoint(), Duration.ofMinutes(1)), this.first).get();
		mine.share(new RelayObject(100));
		assertThat(theirs.shared().pid()).isEqualTo(100);
	}

	private static void assertHandedOn(Relay one, Relay two) {
		two.keep(one);
		assertThat(two.askKept()).as("an object of a sibling").isEqualTo(1);
		one.keep(two);
		assertThat(one.askKept()).isEqualTo(2);
		assertThat(two.ask(one)).as("what the sibling keeps").isEqualTo(2);
	}

	@ComInterface("{7E0B2C54-5A2D-4C4B-8E39-1B6A5D0C0011}")
	interface Relay {

		long pid();

		Relay itself();

		void keep(@Kept Relay other);

		Relay kept();

		/** Asks what is kept. */
		long askKept();

		/** Asks what another one keeps. */
		long ask(Relay other);

		void share(@Kept Relay other);

		Relay shared();

	}

	static final class RelayObject implements Relay {

		private static volatile Relay shared;

		private final long pid;

		private volatile Relay kept;

		RelayObject(long pid) {
			this.pid = pid;
		}

		@Override
		public long pid() {
			return this.pid;
		}

		@Override
		public Relay itself() {
			return this;
		}

		@Override
		public void keep(Relay other) {
			this.kept = other;
		}

		@Override
		public Relay kept() {
			return this.kept;
		}

		@Override
		public long askKept() {
			return this.kept.pid();
		}

		@Override
		public long ask(Relay other) {
			return other.kept().pid();
		}

		@Override
		public void share(Relay other) {
			shared = other;
		}

		@Override
		public Relay shared() {
			return shared;
		}

	}

}
