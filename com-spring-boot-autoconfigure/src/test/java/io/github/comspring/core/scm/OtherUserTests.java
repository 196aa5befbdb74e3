package io.github.comspring.core.scm;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ActivationGuard;
import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.Account;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.scm.program.LaunchSite;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.ServerRegistry.Announcement;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import io.github.comspring.core.scm.server.HostedServer;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hosts and servers that run as another user than who calls them.
 */
@ExtendWith(NoLeftovers.class)
@Tag("SE-23")
class OtherUserTests {

	private static final OwnUser OTHER = new OwnUser("somebody-else");

	private static final ServerProgram PROGRAM = ServerProgram.of(List.of("server"), ApplicationConfinement.NONE, null);

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final SocketDirectory sockets = new SocketDirectory();

	private final SocketDirectory callersSockets = new SocketDirectory();

	private final ObjectRpc rpc = process(this.sockets);

	private final ObjectRpc caller = process(this.callersSockets);

	private ObjectRpc process(SocketDirectory directory) {
		return new ObjectRpc(OrpcSettings.DEFAULT, directory::endpoint, null, ActivationGuard.NONE, List.of(),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	@AfterEach
	void close() throws IOException {
		this.caller.close();
		this.rpc.close();
		this.callersSockets.close();
		this.sockets.close();
		this.leakDetector.close();
	}

	private ServerRegistry registryOf(MachineClassTable table, ComRegistry classes, OwnUser adopted) {
		this.rpc.exportWellKnown(ServerRegistry.IPID, ServerRegistry.class,
				new ServerRegistrations(table, this.rpc, classes, new PublishRights(classes, table), adopted));
		return this.caller.wellKnown(this.rpc.endpoint(), 0, null, ServerRegistry.IPID, ServerRegistry.class);
	}

	private Announcement announcement(String secret) {
		return new Announcement(secret, this.caller.endpoint().networkAddress(), 1, Instant.EPOCH);
	}

	private static ComRegistry classes(MemoryHive machine) {
		return new ComRegistry(new MemoryHive("user"), machine, new MemoryHive("application"));
	}

	@Test
	@Tag("CT-18")
	void publishWhenClassHasRunAsAndProcessWasNotLaunchedThenWrongServerIdentityAndOthersAreTaken() {
		Clsid wanted = TestMachine.newClass();
		Clsid usual = TestMachine.newClass();
		AppId appId = new AppId(Guid.random());
		MemoryHive machine = new MemoryHive("machine");
		machine.edit((root) -> root.withValue("CLSID\\" + wanted, "AppID", new Sz(appId.toString()))
			.withValue("AppID\\" + appId, "RunAs", new Sz(OTHER.name())));
		MachineClassTable table = new MachineClassTable();
		ServerRegistry registry = registryOf(table, classes(machine), OwnUser.ofThisProcess());
		this.caller.exportWellKnown(ServerControl.IPID, ServerControl.class, new LocalServerProcess(
				new ClassTable(ActivationGuard.NONE), this.caller, new RemoteInstanceCreator(this.leakDetector)));
		registry.announce(announcement(""));
		assertFails(HResult.CO_E_WRONG_SERVER_IDENTITY, () -> registry.publish("", 1,
				List.of(new PublishedClass(wanted, 1, false), new PublishedClass(usual, 2, false)), false));
		assertThat(table.take(wanted, null, null)).isNull();
		assertThat(table.take(wanted, OTHER.name(), null)).isNull();
		assertThat(table.take(usual, OTHER.name(), null)).isNull();
		assertThat(table.take(usual, null, null)).isNotNull();
	}

	@Test
	@Tag("CT-18")
	void announceWithTheSecretOfALaunchAsAnotherUserThenWrongServerIdentityAndNotInTheTable() {
		MachineClassTable table = new MachineClassTable();
		CoClass coClass = CoClass.of(TestMachine.newClass());
		LaunchKey key = LaunchKey.ofSurrogate(new AppId(Guid.random()), OTHER.name());
		Launch launch = table.launches((all) -> all.join(key, coClass)).launch();
		ServerRegistry registry = registryOf(table, classes(new MemoryHive("machine")), null);
		Account account = new Account(OTHER.name(), 4711, 4711, "/");
		table.prepared(launch, new LaunchSite(this.caller.endpoint(), new RunAs(account)), PROGRAM);
		assertFails(HResult.CO_E_WRONG_SERVER_IDENTITY, () -> registry.announce(announcement(launch.secret())));
		assertThat(table.servers()).isEmpty();
	}

	@Test
	void announceWhenItListensOutsideItsDirectoryThenWrongServerIdentity() {
		MachineClassTable table = new MachineClassTable();
		CoClass coClass = CoClass.of(TestMachine.newClass());
		String self = OwnUser.ofThisProcess().name();
		LaunchKey key = LaunchKey.ofSurrogate(new AppId(Guid.random()), self);
		Launch launch = table.launches((all) -> all.join(key, coClass)).launch();
		ServerRegistry registry = registryOf(table, classes(new MemoryHive("machine")), null);
		table.prepared(launch, new LaunchSite(this.rpc.endpoint(), new RunAs(new Account(self, 4711, 4711, "/"))),
				PROGRAM);
		assertFails(HResult.CO_E_WRONG_SERVER_IDENTITY, () -> registry.announce(announcement(launch.secret())));
		assertThat(table.servers()).isEmpty();
	}

	@Test
	void announceToHostOfAnotherUserThenAccessDeniedAndNotInTheTable() {
		MachineClassTable table = new MachineClassTable();
		ServerRegistry registry = registryOf(table, classes(new MemoryHive("machine")), OTHER);
		for (String secret : List.of("", "of no launch")) {
			assertFails(HResult.E_ACCESSDENIED, () -> registry.announce(announcement(secret)));
		}
		assertThat(table.servers()).isEmpty();
	}

	@Test
	void orderToServerOfAnotherUserThenAccessDenied() {
		AtomicLong host = new AtomicLong();
		LocalServerProcess server = new LocalServerProcess(new ClassTable(ActivationGuard.NONE), this.rpc,
				new RemoteInstanceCreator(this.leakDetector));
		this.rpc.exportWellKnown(ServerControl.IPID, ServerControl.class, new HostedServer(server, OTHER, host::set));
		ServerControl control = this.caller.wellKnown(this.rpc.endpoint(), 0, null, ServerControl.IPID,
				ServerControl.class);
		assertFails(HResult.E_ACCESSDENIED, control::linked);
		assertFails(HResult.E_ACCESSDENIED, control::state);
		assertFails(HResult.E_ACCESSDENIED, () -> control.clientGone(1));
		assertFails(HResult.E_ACCESSDENIED, control::retire);
		assertThat(host).hasValue(0);
	}

}
