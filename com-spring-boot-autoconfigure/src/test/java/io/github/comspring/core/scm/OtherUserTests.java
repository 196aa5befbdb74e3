package io.github.comspring.core.scm;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ActivationGuard;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.OwnUser;
import io.github.comspring.core.orpc.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.scm.ServerRegistry.Announcement;
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

	@Test
	void announceToHostOfAnotherUserThenAccessDeniedAndNotInTheTable() {
		MachineClassTable table = new MachineClassTable();
		this.rpc.exportWellKnown(ServerRegistry.IPID, ServerRegistry.class,
				new ServerRegistrations(table, this.rpc, OTHER));
		ServerRegistry registry = this.caller.wellKnown(this.rpc.endpoint(), 0, null, ServerRegistry.IPID,
				ServerRegistry.class);
		for (String secret : List.of("", "of no launch")) {
			assertFails(HResult.E_ACCESSDENIED, () -> registry
				.announce(new Announcement(secret, this.caller.endpoint().networkAddress(), 1, Instant.EPOCH)));
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
		assertThat(host).hasValue(0);
	}

}
