package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.Opnum;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.fixture.Impacket;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client of another make and in another language, over TCP: impacket's own. It has
 * nobody to introduce it and no authentication, so that it is a stranger from elsewhere
 * to the policy. No property makes a process listen like this.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ForeignClientTests {

	private static final Clsid CLOCK = TestMachine.newClass();

	private final LeakDetector leakDetector = new LeakDetector(1);

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final AtomicInteger created = new AtomicInteger();

	private final AtomicInteger destroyed = new AtomicInteger();

	private volatile ActivationGuard guard = ActivationGuard.NONE;

	@TempDir
	Path directory;

	private ObjectRpc rpc;

	private ServiceControlManager scm;

	@BeforeEach
	void start() {
		RemoteInstanceCreator creator = new RemoteInstanceCreator(this.leakDetector);
		ActivationGuard current = (activation) -> this.guard.check(activation);
		this.rpc = new ObjectRpc(OrpcSettings.DEFAULT, () -> new TcpEndpoint("127.0.0.1", 0), null, current, List.of(),
				creator, this.leakDetector);
		ComRegistry registry = new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"),
				new MemoryHive("application"));
		this.scm = new ServiceControlManager(this.rpc, new LocalServerProcess(this.classTable, this.rpc, creator),
				registry, current, (request) -> {
					throw new IllegalStateException("Nothing is launched here");
				}, new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses()), ScmSettings.DEFAULT);
		this.classTable.addRefServerProcess();
		this.classTable.register(CoClass.of(CLOCK), new Clocks(), ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
	}

	@AfterEach
	void stop() {
		this.scm.close();
		this.rpc.close();
		this.leakDetector.close();
	}

	private Map<String, String> run(String action) throws Exception {
		int port = ((TcpEndpoint) this.rpc.endpoint()).port();
		String[] arguments = Stream
			.of(port, CLOCK, Iid.of(Ticking.class), Iid.of(Chiming.class), Iid.of(Silent.class), action)
			.map(String::valueOf)
			.toArray(String[]::new);
		return Impacket.read(getClass(), "impacket_client.py", new byte[0], this.directory, arguments);
	}

	private void assertNothingIsLeft(int objects) {
		await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
			assertThat(Inside.hasConnections(this.rpc)).as("connections").isFalse();
			assertThat(this.rpc.references()).as("what is exported").isEmpty();
			assertThat(this.destroyed).as("objects destroyed").hasValue(objects);
		});
		assertThat(this.created).hasValue(objects);
		assertThat(this.classTable.registrations().get(0).classObject().locks()).isZero();
	}

	private static void assertUsed(Map<String, String> seen) {
		assertThat(seen).containsEntry("tick", "42")
			.containsEntry("chime", "dong caf\u00e9")
			.containsEntry("sameObject", "True")
			.hasEntrySatisfying("missing", (text) -> assertThat(text).containsIgnoringCase("80004002"))
			.containsEntry("addRef", "[0]")
			.containsEntry("held", "2")
			.containsEntry("oneReferenceLeft", "2");
	}

	@Test
	void connectionsOfOneGroupThenObjectGoesWithItsLastReference() throws Exception {
		Map<String, String> seen = run("joined");
		assertUsed(seen);
		assertThat(seen).containsEntry("released", "1")
			.hasEntrySatisfying("gone", (text) -> assertThat(text).contains("RPC_E_DISCONNECTED"))
			.hasEntrySatisfying("goneQuery", (text) -> assertThat(text).containsIgnoringCase("800401fd"));
		assertNothingIsLeft(2);
	}

	/**
	 * As impacket is: who activates on one connection and gives back on another, without
	 * a word that they belong together, is two clients, and none gives back what the
	 * other one has. What it holds it holds until the first connection is closed.
	 */
	@Test
	void connectionsApartThenObjectGoesWithTheConnectionOfItsActivation() throws Exception {
		Map<String, String> seen = run("apart");
		assertUsed(seen);
		assertThat(seen).containsEntry("released", "2")
			.containsEntry("gone", "none")
			.containsEntry("goneQuery", "none");
		assertNothingIsLeft(2);
	}

	@Test
	void classObjectThenItsObject() throws Exception {
		assertThat(run("factory")).containsEntry("tick", "42");
		assertNothingIsLeft(1);
	}

	@Test
	void policyDeniesWhatComesFromElsewhereThenAccessDenied() throws Exception {
		this.guard = (activation) -> {
			if (activation.origin() == Activation.Origin.REMOTE) {
				throw new ComException(HResult.E_ACCESSDENIED, "Not from elsewhere");
			}
		};
		assertThat(run("refused")).hasEntrySatisfying("activation",
				(text) -> assertThat(text).containsIgnoringCase("80070005"));
		assertNothingIsLeft(0);
	}

	@ComInterface("{3C3E7B0E-3A34-4B2B-B7F0-7E8E8A2F0011}")
	interface Ticking {

		@Opnum(3)
		int tick(int count);

		@Opnum(4)
		int alive();

	}

	@ComInterface("{3C3E7B0E-3A34-4B2B-B7F0-7E8E8A2F0012}")
	interface Chiming {

		@Opnum(3)
		String chime(String name);

	}

	@ComInterface("{3C3E7B0E-3A34-4B2B-B7F0-7E8E8A2F0013}")
	interface Silent {

		void nothing();

	}

	private final class Clocks implements ClassFactory<Clock> {

		@Override
		public Clock createInstance(Class<?> type) {
			ForeignClientTests.this.created.incrementAndGet();
			return new Clock();
		}

		@Override
		public void destroyInstance(Clock instance) {
			ForeignClientTests.this.destroyed.incrementAndGet();
		}

	}

	final class Clock implements Ticking, Chiming {

		@Override
		public int tick(int count) {
			return count + 1;
		}

		@Override
		public int alive() {
			return ForeignClientTests.this.created.get() - ForeignClientTests.this.destroyed.get();
		}

		@Override
		public String chime(String name) {
			return "dong " + name;
		}

	}

}
