package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.ActivationGuard;
import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client in another process that has something from a server, and nothing from the
 * service control manager that gave it.
 */
@ExtendWith(NoLeftovers.class)
class IdleClientTests {

	private static final RpcLimits IMPATIENT = new RpcLimits(16, RpcLimits.DEFAULT.fragmentSize(), 16, 65_536,
			Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofSeconds(5));

	private final Clsid clsid = TestMachine.newClass();

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final MemoryHive hive = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	private final SocketDirectory sockets = new SocketDirectory();

	private final ObjectRpc rpc = process(IMPATIENT, this.sockets);

	private final SocketDirectory clients = new SocketDirectory();

	private final SocketDirectory strangers = new SocketDirectory();

	private final ObjectRpc client = process(RpcLimits.DEFAULT, this.clients);

	private final ObjectRpc stranger = process(RpcLimits.DEFAULT, this.strangers);

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		server.register(this.clsid, Regcls.MULTIPLEUSE);
	});

	private final ServiceControlManager scm = new ServiceControlManager(this.rpc,
			new LocalServerProcess(new ClassTable(ActivationGuard.NONE), this.rpc,
					new RemoteInstanceCreator(this.leakDetector)),
			this.registry, ActivationGuard.NONE, this.servers,
			new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses()), ScmSettings.DEFAULT);

	private final BlockingQueue<Long> gone = new LinkedBlockingQueue<>();

	private ObjectRpc process(RpcLimits limits, SocketDirectory directory) {
		return new ObjectRpc(new OrpcSettings(limits, Duration.ofSeconds(30)), directory::endpoint, null,
				ActivationGuard.NONE, List.of(), new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	@AfterEach
	void stop() throws Exception {
		this.scm.close();
		this.client.close();
		this.stranger.close();
		this.rpc.close();
		this.clients.close();
		this.strangers.close();
		this.sockets.close();
		this.leakDetector.close();
	}

	@Test
	@Tag("SL-09")
	void idleAfterActivationThenNotTakenForDead() throws Exception {
		this.hive.edit((root) -> root.withValue("CLSID\\" + this.clsid + "\\LocalServer32", null, new Sz("nearby")));
		this.rpc.addListener(this.gone::add);
		activate(this.client, this.clsid);
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> activate(this.stranger, TestMachine.newClass()));
		// Came later, and so was idle later
		long first = this.gone.take();
		assertThat(first).isEqualTo(this.stranger.oxid());
		assertThat(this.gone).isEmpty();
	}

	private void activate(ObjectRpc from, Clsid wanted) {
		new RemoteScm(from, this.rpc.endpoint(), TestMachine.LONG)
			.activate(new ScmRequest(this.registry.resolve(wanted), false, List.of(Iid.of(Servant.class)), from.oxid(),
					Origin.LOCAL, AuthenticationLevel.PACKET_PRIVACY));
	}

}
