package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.exporter.ObjectReferences;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An activation that its client gives up when the host has the server's answer and the
 * client does not.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class UndeliveredActivationTests {

	private final Clsid clsid = TestMachine.newClass();

	private final SocketDirectory sockets = new SocketDirectory();

	private final CountDownLatch answered = new CountDownLatch(1);

	private NearbyServers servers;

	private TestMachine machine;

	private ObjectRpc client;

	private DefaultActivator activator;

	@BeforeEach
	void start() {
		this.servers = NearbyServers.of((server) -> {
			server.open();
			server.register(this.clsid, Regcls.MULTIPLEUSE);
			server.classTable().resume();
		});
		this.machine = new TestMachine(this.servers::launch);
		this.machine.register(this.clsid, "nearby");
		this.client = this.machine.objectRpc(this.sockets);
		this.activator = client();
	}

	/**
	 * A client of the host in another process.
	 */
	private DefaultActivator client() {
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		RemoteScm scm = new RemoteScm(this.client, this.machine.rpc.endpoint(), Duration.ofMinutes(1));
		return new DefaultActivator(this.machine.registry, new ClassTable(ActivationGuard.NONE), modules, scm,
				this.client, this.machine.leakDetector);
	}

	@AfterEach
	void close() throws Exception {
		this.client.close();
		this.sockets.close();
		this.machine.close();
		this.servers.launched().forEach(NearbyServer::close);
	}

	@Test
	@Tag("SL-09")
	void instanceThenDestroyed() throws Exception {
		assertTakenBack(this::create);
	}

	@Test
	@Tag("SL-09")
	void classObjectThenGivenBack() throws Exception {
		assertTakenBack(() -> this.activator.getClassObject(request(), ClassFactory.class));
	}

	private void assertTakenBack(Supplier<?> activation) throws Exception {
		try (ComPointer<Servant> held = create()) {
			int references = references();
			giveUp(activation);
			await().untilAsserted(() -> assertThat(references()).isEqualTo(references));
			assertThat(held.get().pid()).isOne();
		}
		await().untilAsserted(() -> assertThat(references()).isZero());
	}

	private ComPointer<Servant> create() {
		return this.activator.createInstance(request(), Servant.class);
	}

	private ActivationRequest request() {
		return ActivationRequest.of(this.clsid).in(ClassContext.LOCAL_SERVER);
	}

	private int references() {
		return this.servers.launched().get(0).rpc().references().stream().mapToInt(ObjectReferences::references).sum();
	}

	/**
	 * Has a thread activate, and interrupts it when the host has the answer.
	 */
	private void giveUp(Supplier<?> activation) throws Exception {
		this.machine.whenAnswered = this::awaitCancellation;
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				activation.get();
				failure.complete(null);
			}
			catch (Throwable ex) {
				failure.complete(ex);
			}
		});
		caller.start();
		this.answered.await();
		caller.interrupt();
		assertThat(failure.get()).isInstanceOfSatisfying(ComException.class,
				(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
	}

	private void awaitCancellation() {
		this.machine.whenAnswered = () -> {
		};
		this.answered.countDown();
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			// The client has given up
		}
	}

}
