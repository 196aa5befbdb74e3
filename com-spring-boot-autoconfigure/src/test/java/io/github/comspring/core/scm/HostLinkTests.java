package io.github.comspring.core.scm;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.server.HostLink;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.scm.server.Patience;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link HostLink}, with a host in the same JVM.
 */
@ExtendWith(NoLeftovers.class)
class HostLinkTests {

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final SocketDirectory sockets = new SocketDirectory();

	private final SocketDirectory serversSockets = new SocketDirectory();

	private final ObjectRpc host = process(this.sockets);

	private final ObjectRpc server = process(this.serversSockets);

	private ObjectRpc process(SocketDirectory directory) {
		return new ObjectRpc(OrpcSettings.DEFAULT, directory::endpoint, null, ActivationGuard.NONE, List.of(),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		this.host.close();
		this.serversSockets.close();
		this.sockets.close();
		this.leakDetector.close();
	}

	private HostLink link() {
		return link(new MachineClassTable(), new ClassTable(ActivationGuard.NONE));
	}

	private HostLink link(MachineClassTable table, ClassTable own) {
		ComRegistry classes = new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"),
				new MemoryHive("application"));
		this.host.exportWellKnown(ServerRegistry.IPID, ServerRegistry.class, new ServerRegistrations(table, this.host,
				classes, new PublishRights(classes, table), OwnUser.ofThisProcess()));
		LocalServerProcess control = new LocalServerProcess(own, this.server,
				new RemoteInstanceCreator(this.leakDetector));
		return new HostLink(this.server, this.host.endpoint(), "", control, own, new Patience(null, System::nanoTime));
	}

	@Test
	void logWhenHostIsGoneThenTheLinkCanBeClosedMeanwhile() throws Exception {
		CompletableFuture<Void> closedMeanwhile = new CompletableFuture<>();
		HostLink link = link();
		SlowLog log = new SlowLog("is gone", () -> {
			CompletableFuture<Void> closing = CompletableFuture.runAsync(link::close);
			try {
				closedMeanwhile.complete(closing.get(30, TimeUnit.SECONDS));
			}
			catch (Exception ex) {
				closedMeanwhile.completeExceptionally(ex);
			}
		});
		try {
			link.open();
			this.host.close();
			assertThat(closedMeanwhile.get(60, TimeUnit.SECONDS)).isNull();
		}
		finally {
			log.close();
			link.close();
		}
	}

	@Test
	void ordersOfAnotherProcessOfTheUserThenRefused() throws IOException {
		HostLink link = link();
		SocketDirectory strangersSockets = new SocketDirectory();
		ObjectRpc stranger = process(strangersSockets);
		try {
			link.open();
			stranger.meet(this.server.endpoint(), this.server.oxid(), null);
			ServerControl control = stranger.wellKnown(this.server.endpoint(), this.server.oxid(), null,
					ServerControl.IPID, ServerControl.class);
			TestMachine.assertFails(HResult.E_ACCESSDENIED, control::state);
			TestMachine.assertFails(HResult.E_ACCESSDENIED, control::linked);
			TestMachine.assertFails(HResult.E_ACCESSDENIED, () -> control.clientGone(this.host.oxid()));
			TestMachine.assertFails(HResult.E_ACCESSDENIED, control::retire);
		}
		finally {
			stranger.close();
			strangersSockets.close();
			link.close();
		}
	}

	@Test
	void searchFailsByErrorsThenTheHostIsFoundAllTheSame() {
		AtomicInteger errors = new AtomicInteger();
		// The search says first that it has found the host, and last that it failed
		SlowLog log = new SlowLog("", () -> {
			if (errors.getAndIncrement() < 3) {
				throw new OutOfMemoryError("in a test");
			}
		});
		MachineClassTable table = new MachineClassTable();
		ClassTable own = new ClassTable(ActivationGuard.NONE);
		HostLink link = link(table, own);
		try {
			Clsid clsid = TestMachine.newClass();
			own.register(CoClass.of(clsid), (ClassFactory<Runnable>) (type) -> () -> {
			}, ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
			await().untilAsserted(() -> assertThat(table.offering(clsid, (each) -> true)).isNotNull());
			assertThat(errors).hasValueGreaterThan(2);
		}
		finally {
			log.close();
			link.close();
		}
	}

	/**
	 * Does something while the link says something.
	 */
	private static final class SlowLog extends Handler {

		private final Logger logger = Logger.getLogger(HostLink.class.getName());

		private final String words;

		private final Runnable meanwhile;

		SlowLog(String words, Runnable meanwhile) {
			this.words = words;
			this.meanwhile = meanwhile;
			this.logger.addHandler(this);
		}

		@Override
		public void publish(LogRecord line) {
			if (line.getMessage().contains(this.words)) {
				this.meanwhile.run();
			}
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
			this.logger.removeHandler(this);
		}

	}

}
