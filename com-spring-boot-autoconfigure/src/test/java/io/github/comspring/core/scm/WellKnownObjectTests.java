package io.github.comspring.core.scm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerControl.Order;
import io.github.comspring.core.scm.protocol.ServerEnds;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.ServerRegistry.Announcement;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who may call the objects that all know the numbers of: each object, and each kind of
 * process of the same user.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class WellKnownObjectTests {

	private final Clsid served = TestMachine.newClass();

	private final Clsid siblings = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		server.register((server.pid() == 1) ? this.served : this.siblings, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private final SocketDirectory clients = new SocketDirectory();

	private final SocketDirectory strangers = new SocketDirectory();

	private ObjectRpc client;

	private ObjectRpc stranger;

	private ComPointer<Servant> pointer;

	@BeforeEach
	void start() {
		this.client = this.machine.objectRpc(this.clients);
		this.stranger = this.machine.objectRpc(this.strangers);
		this.machine.register(this.served, "nearby");
		this.machine.register(this.siblings, "nearby");
		this.pointer = activate(this.client);
		assertThat(this.pointer.get().pid()).isOne();
		assertThat(this.machine.activate(this.siblings)).isEqualTo(2);
	}

	private ComPointer<Servant> activate(ObjectRpc from) {
		RemoteScm scm = new RemoteScm(from, this.machine.rpc.endpoint(), Duration.ofMinutes(1));
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		return new DefaultActivator(this.machine.registry, new ClassTable(ActivationGuard.NONE), modules, scm, from,
				this.machine.leakDetector)
			.createInstance(ActivationRequest.of(this.served).in(ClassContext.LOCAL_SERVER), Servant.class);
	}

	@AfterEach
	void close() throws IOException {
		assertThat(this.pointer.get().pid()).as("what a client has").isOne();
		this.pointer.close();
		this.client.close();
		this.stranger.close();
		this.clients.close();
		this.strangers.close();
	}

	private NearbyServer server() {
		return this.servers.launched().get(0);
	}

	private ObjectRpc rpc(Peer peer) {
		return switch (peer) {
			case CLIENT -> this.client;
			case SERVER_ITSELF -> server().rpc();
			case SIBLING -> this.servers.launched().get(1).rpc();
			case STRANGER -> this.stranger;
		};
	}

	private <T> T ofMachine(Peer peer, Guid ipid, Class<T> type) {
		return rpc(peer).wellKnown(this.machine.rpc.endpoint(), 0, null, ipid, type);
	}

	private <T> T ofServer(Peer peer, Guid ipid, Class<T> type) {
		return rpc(peer).wellKnown(server().rpc().endpoint(), 0, null, ipid, type);
	}

	private OverdueCall overdue() {
		return new OverdueCall(server().rpc().oxid(), this.served, "a call", Duration.ofDays(1));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "CLIENT")
	void reportOfServerThatThePeerHasNothingFromThenAccessDenied(Peer peer) {
		new TimedApplication(this.served, 1, true).registerIn(this.machine.hive);
		OverdueCalls calls = ofMachine(peer, OverdueCalls.IPID, OverdueCalls.class);
		assertFails(HResult.E_ACCESSDENIED, () -> calls.report(overdue()));
	}

	@Test
	void reportOfItsClientThenTaken() {
		assertThat(ofMachine(Peer.CLIENT, OverdueCalls.IPID, OverdueCalls.class).report(overdue()))
			.as("no application wants it to be ended")
			.isFalse();
	}

	/**
	 * Under its number, as if that had been stolen, there is nobody any more.
	 */
	@Test
	void reportAfterItsClientHasGoneThenAccessDenied() throws Exception {
		try (SocketDirectory sockets = new SocketDirectory()) {
			ObjectRpc leaving = this.machine.objectRpc(sockets);
			activate(leaving).close();
			StolenKey.of(leaving).give(this.stranger, this.machine.rpc.endpoint());
			leaving.close();
			OverdueCalls calls = ofMachine(Peer.STRANGER, OverdueCalls.IPID, OverdueCalls.class);
			await().untilAsserted(() -> assertFails(HResult.E_ACCESSDENIED, () -> calls.report(overdue())));
		}
	}

	@ParameterizedTest
	@EnumSource
	void endsOfServerAreToldToItsClientsAlone(Peer peer) {
		ServerEnds ends = ofMachine(peer, ServerEnds.IPID, ServerEnds.class);
		assertThat(ends.name(server().rpc().oxid()).isPresent()).isEqualTo(peer == Peer.CLIENT);
		assertThat(ends.end(server().rpc().oxid())).as("of one that lives").isEmpty();
	}

	@Test
	void introductionOfAStrangerThenAccessDenied() {
		MachineResolver resolver = ofMachine(Peer.STRANGER, MachineResolver.IPID, MachineResolver.class);
		assertFails(HResult.E_ACCESSDENIED, () -> resolver.resolve(server().rpc().oxid()));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "STRANGER")
	void introductionToWhomNobodyKnowsThenNone(Peer peer) {
		MachineResolver resolver = ofMachine(peer, MachineResolver.IPID, MachineResolver.class);
		assertThat(resolver.resolve(server().rpc().oxid())).isPresent();
		assertThat(resolver.resolve(this.stranger.oxid())).isEmpty();
		assertThat(resolver.resolve(4711)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "SERVER_ITSELF")
	void orderToLaunchedServerThenAccessDenied(Peer peer) {
		ServerControl control = ofServer(peer, ServerControl.IPID, ServerControl.class);
		Order order = new Order(this.served, false, List.of(Iid.of(Servant.class)), rpc(peer).oxid());
		assertFails(HResult.E_ACCESSDENIED, () -> control.activate(order));
		assertFails(HResult.E_ACCESSDENIED, control::linked);
		assertFails(HResult.E_ACCESSDENIED, control::state);
		assertFails(HResult.E_ACCESSDENIED, () -> control.clientGone(this.client.oxid()));
	}

	@Test
	void orderOfTheLauncherThenCarriedOut() {
		assertThat(this.machine.scm.servers()).hasSize(2).allSatisfy((each) -> assertThat(each.state()).isNotNull());
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "SERVER_ITSELF")
	void classesToSurrogateThenAccessDenied(Peer peer) {
		Surrogate.register(server().rpc(), (hosted) -> {
			throw new IllegalStateException("It was brought " + hosted.jar());
		});
		Surrogate surrogate = ofServer(peer, Surrogate.IPID, Surrogate.class);
		HostedClass hosted = new HostedClass(this.served, null, new AppId(this.served.guid()), "/evil.jar", null, null);
		assertFails(HResult.E_ACCESSDENIED, () -> surrogate.loadDllServer(hosted));
	}

	@ParameterizedTest
	@EnumSource
	void announcementWithoutALaunchThenAccessDenied(Peer peer) {
		ServerRegistry registry = ofMachine(peer, ServerRegistry.IPID, ServerRegistry.class);
		for (String secret : List.of("", server().secret())) {
			Announcement announcement = new Announcement(secret, rpc(peer).endpoint().networkAddress(), 1,
					Instant.EPOCH);
			assertFails(HResult.E_ACCESSDENIED, () -> registry.announce(announcement));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "CLIENT", "STRANGER" })
	void classesOfWhatWasNotLaunchedThenAccessDenied(Peer peer) {
		ServerRegistry registry = ofMachine(peer, ServerRegistry.IPID, ServerRegistry.class);
		List<PublishedClass> classes = List.of(new PublishedClass(this.served, 1, false));
		for (String secret : List.of("", server().secret())) {
			assertFails(HResult.E_ACCESSDENIED, () -> registry.publish(secret, 99, classes, false));
		}
	}

	/**
	 * A process of the same user.
	 */
	enum Peer {

		/** It has a pointer to an object of the server. */
		CLIENT,

		/** The server. */
		SERVER_ITSELF,

		/** Another launched server. */
		SIBLING,

		/** Nobody knows it. */
		STRANGER

	}

}
