package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.OrpcProperties;
import io.github.comspring.core.orpc.RpcProperty;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.SurrogateJvm;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Worker;
import io.github.comspring.fixture.WorkerObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More callers at once than a surrogate has room for.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class BusySurrogateTests {

	private static final int CALLERS = 300;

	private static final int ROUNDS = 10;

	/** So much that the buffers of its connection are as large as they become. */
	private static final byte[] BYTES = new byte[20_000];

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private final Clsid clsid = TestMachine.newClass();

	private AppId application;

	@BeforeEach
	void register() {
		register(this.machine);
	}

	private void register(TestMachine where) {
		HostedClasses classes = new HostedClasses(where, this.directory);
		this.application = classes.application();
		classes.register(this.clsid, this.application, WorkerObject.jar(this.directory.resolve("worker.jar")));
	}

	private void set(String name, RegistryValue value) {
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.application, name, value));
	}

	@ParameterizedTest
	@ValueSource(ints = { 128, 256 })
	void littleMemoryThenEachIsAnsweredOrToldAndSurrogateLives(int mebibytes) throws Exception {
		set(SurrogateJvm.MAX_MEMORY, new Dword(mebibytes << 10));
		assertServesAll();
	}

	@Test
	void fewFilesThenEachIsAnsweredOrToldAndSurrogateLives() throws Exception {
		set(ApplicationConfinement.COMMAND_PREFIX, new MultiSz(List.of("prlimit", "--nofile=128:128")));
		assertServesAll();
	}

	@Test
	void limitThatIsSetThenHoldsInSurrogate() throws Exception {
		List<String> told = new OrpcProperties(Map.of(RpcProperty.PER_PEER_MAX_OBJECTS, 1L)).options();
		try (TestMachine other = new TestMachine(TestMachine.LONG, BuiltInSurrogate.IDLE_TIMEOUT,
				told.toArray(String[]::new))) {
			register(other);
			try (ComPointer<Worker> pointer = create(other)) {
				TestMachine.assertFails(HResult.E_OUTOFMEMORY, () -> pointer.get().other());
				work(pointer.get());
			}
		}
	}

	private void assertServesAll() throws Exception {
		try (ComPointer<Worker> pointer = create(this.machine)) {
			Map<String, AtomicInteger> outcomes = outcomes(pointer.get());
			assertThat(outcomes).containsKey("right");
			assertThat(outcomes.keySet()).isSubsetOf("right", HResult.RPC_S_SERVER_TOO_BUSY.toString());
			work(pointer.get());
		}
		try (ComPointer<Worker> next = create(this.machine)) {
			work(next.get());
		}
		assertThat(this.machine.launched).hasSize(1);
		assertThat(this.machine.launched.get(0).exit()).isNotDone();
	}

	private ComPointer<Worker> create(TestMachine where) {
		return where.activator()
			.createInstance(ActivationRequest.of(this.clsid).in(ClassContext.LOCAL_SERVER), Worker.class);
	}

	private static Map<String, AtomicInteger> outcomes(Worker worker) throws Exception {
		Map<String, AtomicInteger> outcomes = new ConcurrentSkipListMap<>();
		CountDownLatch all = new CountDownLatch(CALLERS);
		Callable<Void> caller = () -> {
			all.countDown();
			all.await();
			for (int i = 0; i < ROUNDS; i++) {
				outcomes.computeIfAbsent(outcome(worker), (fresh) -> new AtomicInteger()).incrementAndGet();
			}
			return null;
		};
		ExecutorService executor = Executors.newFixedThreadPool(CALLERS);
		try {
			List<Future<Void>> callers = new ArrayList<>();
			for (int i = 0; i < CALLERS; i++) {
				callers.add(executor.submit(caller));
			}
			for (Future<Void> each : callers) {
				each.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		return outcomes;
	}

	private static String outcome(Worker worker) {
		try {
			work(worker);
			return "right";
		}
		catch (ComException ex) {
			return ex.hresult().toString();
		}
	}

	private static void work(Worker worker) {
		AtomicInteger last = new AtomicInteger();
		assertThat(worker.add(last::incrementAndGet)).isEqualTo(3);
		assertThat(worker.echo(BYTES)).isEqualTo(BYTES);
	}

}
