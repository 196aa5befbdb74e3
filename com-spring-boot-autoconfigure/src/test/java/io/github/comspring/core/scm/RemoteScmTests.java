package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.MultiQi;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A client of a service control manager in another process, over the wire:
 * {@code IRemoteSCMActivator}.
 */
@ExtendWith(NoLeftovers.class)
class RemoteScmTests {

	private static final Clsid CLOCK = new Clsid(Guid.random());

	private static final ServerLauncher NOBODY = (request) -> {
		throw new IllegalStateException("Nothing is launched here");
	};

	private final LeakDetector leakDetector = new LeakDetector(1);

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"),
			new MemoryHive("application"));

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final AtomicInteger destroyed = new AtomicInteger();

	private Path directory;

	private ObjectRpc scmRpc;

	private ObjectRpc clientRpc;

	private ServiceControlManager scm;

	private Activator client;

	@BeforeEach
	void start() throws IOException {
		this.directory = Files.createTempDirectory("comspring-");
		this.scmRpc = process("scm.sock");
		this.clientRpc = process("client.sock");
		this.scm = new ServiceControlManager(this.scmRpc,
				new LocalServerProcess(this.classTable, this.scmRpc, new RemoteInstanceCreator(this.leakDetector)),
				this.registry, ActivationGuard.NONE, NOBODY,
				new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses()), ScmSettings.DEFAULT);
		this.classTable.addRefServerProcess();
		this.client = activator();
	}

	private ObjectRpc process(String name) {
		return new ObjectRpc(OrpcSettings.DEFAULT, () -> new UnixEndpoint(this.directory.resolve(name)), null,
				ActivationGuard.NONE, List.of(), new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	private Activator activator() {
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		RemoteScm remote = new RemoteScm(this.clientRpc, this.scmRpc.endpoint(), Duration.ofSeconds(30));
		return new DefaultActivator(this.registry, new ClassTable(ActivationGuard.NONE), modules, remote,
				this.clientRpc, this.leakDetector);
	}

	@AfterEach
	void stop() throws IOException {
		this.scm.close();
		this.clientRpc.close();
		this.scmRpc.close();
		this.leakDetector.close();
		Files.delete(this.directory);
	}

	private void register() {
		this.classTable.register(CoClass.of(CLOCK), new ClassFactory<Clock>() {

			@Override
			public Clock createInstance(Class<?> type) {
				return new Clock();
			}

			@Override
			public void destroyInstance(Clock instance) {
				RemoteScmTests.this.destroyed.incrementAndGet();
			}

		}, ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
	}

	@Test
	void createInstanceThenObjectOfTheOtherProcessUntilClosed() {
		register();
		try (ComPointer<Ticking> clock = this.client.createInstance(local(), Ticking.class)) {
			assertThat(clock.get().tick(41)).isEqualTo(42);
			assertThat(this.destroyed).hasValue(0);
		}
		await().untilAsserted(() -> assertThat(this.destroyed).hasValue(1));
	}

	@Test
	void createInstancesThenEachInterfaceHasItsOwnResult() {
		register();
		try (MultiQi results = this.client.createInstances(local(), Ticking.class, Chiming.class, Silent.class)) {
			assertThat(results.entries()).extracting((entry) -> entry.hresult())
				.containsExactly(HResult.S_OK, HResult.S_OK, HResult.E_NOINTERFACE);
		}
	}

	@Test
	@Tag("SL-05")
	void getClassObjectThenServerIsLockedUntilClosed() {
		register();
		try (ComPointer<ClassFactory<Ticking>> factory = factory()) {
			assertThat(locks()).isEqualTo(1);
			try (ComPointer<Ticking> clock = this.client.createInstance(factory, Ticking.class)) {
				assertThat(clock.get().tick(1)).isEqualTo(2);
			}
		}
		await().untilAsserted(() -> assertThat(locks()).isZero());
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private ComPointer<ClassFactory<Ticking>> factory() {
		return (ComPointer) this.client.getClassObject(local(), ClassFactory.class);
	}

	private int locks() {
		return this.classTable.registrations().get(0).classObject().locks();
	}

	@Test
	void createInstanceWhenNobodyServesThenNotRegistered() {
		assertFails(HResult.REGDB_E_CLASSNOTREG);
	}

	@Test
	void createInstanceWhenInterfaceIsMissingThenNothingIsLeft() {
		register();
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.client.createInstance(local(), Silent.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
		assertThat(this.destroyed).hasValue(1);
		assertThat(this.scmRpc.references()).isEmpty();
	}

	@Test
	void createInstanceWhenScmIsGoneThenTypedError() {
		register();
		this.scmRpc.close();
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.client.createInstance(local(), Ticking.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SCM_RPC_FAILURE))
			.withMessageContaining("unix:" + this.directory.resolve("scm.sock"))
			.withMessageContaining("start an application with comspring.scm.mode=host there")
			.withMessageContaining("or set comspring.scm.mode=embedded");
	}

	private void assertFails(HResult expected) {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.client.createInstance(local(), Ticking.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	private static ActivationRequest local() {
		return ActivationRequest.of(CLOCK).in(ClassContext.LOCAL_SERVER);
	}

	@ComInterface("{3C3E7B0E-3A34-4B2B-B7F0-7E8E8A2F0001}")
	interface Ticking {

		int tick(int count);

	}

	@ComInterface("{3C3E7B0E-3A34-4B2B-B7F0-7E8E8A2F0002}")
	interface Chiming {

		String chime();

	}

	@ComInterface("{3C3E7B0E-3A34-4B2B-B7F0-7E8E8A2F0003}")
	interface Silent {

		void nothing();

	}

	static final class Clock implements Ticking, Chiming {

		@Override
		public int tick(int count) {
			return count + 1;
		}

		@Override
		public String chime() {
			return "dong";
		}

	}

}
