package io.github.comspring.core.scm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Rows;
import io.github.comspring.fixture.Worker;
import io.github.comspring.fixture.WorkerObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Surrogates, local servers, the servers of a host and the host itself are killed at
 * random while many threads use them. By hand: {@code -Dcomspring.kill.time=PT30M} has it
 * go on for half an hour, and {@code -Dcomspring.kill.seed=} makes the same choices again
 * as a run that has failed.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KillUnderLoadTests {

	private static final Duration LENGTH = Duration.parse(System.getProperty("comspring.kill.time", "PT2M"));

	private static final long SEED = Long.getLong("comspring.kill.seed", System.nanoTime());

	/** How long an activation, and a call, may take. */
	private static final Duration DEADLINE = Duration.ofMinutes(1);

	/** What the scheduler of a busy machine may add. */
	private static final Duration LATE = Duration.ofSeconds(20);

	private static final int LONGEST_PAUSE_MILLIS = 1000;

	/** What the JVM or the test framework may open meanwhile. */
	private static final int SLACK = 10;

	/** How many servers a client of a host remembers, whether they have ended or not. */
	private static final int REMEMBERED = 64;

	/** Tables that remember what has ended, the oldest no more. */
	private static final Set<String> BOUNDED = Set.of("RecentServers.servers");

	@RegisterExtension
	final TestMachine machine = new TestMachine(DEADLINE);

	@TempDir
	Path directory;

	private final Random random = new Random(SEED);

	private final Clsid hosted = TestMachine.newClass();

	private final List<Clsid> classes = new ArrayList<>();

	/** Where the host waits for its end. */
	private Gate gate = new Gate();

	private SocketDirectory sockets;

	private ObjectRpc client;

	private Path hostSocket;

	private Process host;

	@BeforeEach
	void start() throws IOException {
		System.out.println("Kills at random, seed " + SEED);
		HostedClasses surrogates = new HostedClasses(this.machine, this.directory);
		Path jar = WorkerObject.jar(this.directory.resolve("worker.jar"));
		for (int i = 0; i < 2; i++) {
			Clsid surrogate = TestMachine.newClass();
			surrogates.register(surrogate, supervised(surrogates.application()), jar);
			Clsid server = TestMachine.newClass();
			this.machine.value(server, "LocalServer32", null, TestServer.working(server, "serve"));
			new LimitedApplication(this.machine.hive, supervised(AppId.of(server.toString()))).with(server);
			this.classes.addAll(List.of(surrogate, server));
		}
		this.hostSocket = Files.createDirectory(this.directory.resolve("host")).resolve("scm.sock");
		startHost();
		this.sockets = new SocketDirectory();
		this.client = this.machine.objectRpc(this.sockets);
	}

	/**
	 * Has failures be forgotten at once, so that nothing is delayed or locked out.
	 */
	private AppId supervised(AppId appId) {
		new LimitedApplication(this.machine.hive, appId).with(RestartLimits.RESTART_LIMIT, Integer.MAX_VALUE)
			.with(RestartLimits.RESTART_WINDOW, 1);
		return appId;
	}

	/**
	 * Starts a host, which may be killed before it listens.
	 */
	private void startHost() throws IOException {
		this.gate.close();
		this.gate = new Gate();
		this.host = new ProcessBuilder(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp",
				System.getProperty("java.class.path"), TestHost.class.getName(), this.hostSocket.toString(),
				Integer.toString(this.gate.number()), this.hosted.toString(), TestServer.working(this.hosted, "idle=0"))
			.redirectErrorStream(true)
			.redirectInput(new File("/dev/null"))
			.redirectOutput(new File("/dev/null"))
			.start();
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.sockets.close();
		this.host.destroyForcibly().onExit().join();
		hostedServers().forEach(KillUnderLoadTests::kill);
		this.gate.close();
	}

	@Test
	void killAtRandomThenEachCallIsAnsweredOrFailsTypedAndNothingIsLeft() throws Exception {
		List<Supplier<ComPointer<Worker>>> places = places();
		killAll(places);
		Map<String, Integer> ofMachine = rowsOfMachine();
		Map<String, Integer> ofClient = rowsOfClient();
		int threads = Thread.getAllStackTraces().size();
		long files = openFiles();
		RandomLoad load = new RandomLoad(places, DEADLINE.plus(LATE), SEED);
		int kills = killUnder(load);
		System.out.println(kills + " kills, seed " + SEED + ": " + load.outcomes());
		assertThat(load.faults()).isEmpty();
		killAll(places);
		await().untilAsserted(() -> {
			// What was returned and not released is given back once it is collected
			System.gc();
			assertFlat(rowsOfClient(), ofClient, 2 * REMEMBERED + SLACK);
		});
		this.client.close();
		await().untilAsserted(() -> {
			System.gc();
			assertFlat(rowsOfMachine(), ofMachine, SLACK);
			assertThat(Thread.getAllStackTraces()).hasSizeLessThanOrEqualTo(threads + SLACK);
			assertThat(openFiles()).isLessThanOrEqualTo(files + SLACK);
		});
	}

	private static void assertFlat(Map<String, Integer> rows, Map<String, Integer> before, int slack) {
		assertThat(rows).allSatisfy((table, count) -> assertThat(count).as(table)
			.isLessThanOrEqualTo(before.getOrDefault(table, 0) + slack));
	}

	private List<Supplier<ComPointer<Worker>>> places() {
		List<Supplier<ComPointer<Worker>>> places = new ArrayList<>();
		Activator here = this.machine.activator();
		this.classes.forEach((each) -> places.add(() -> create(here, each)));
		InProcessServers modules = new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()),
				getClass().getClassLoader(), new Apartments(CallContext.NONE), System::nanoTime);
		ComRegistry registry = new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"),
				new MemoryHive("application"));
		Activator there = new DefaultActivator(registry, new ClassTable(ActivationGuard.NONE), modules,
				new RemoteScm(this.client, new UnixEndpoint(this.hostSocket), DEADLINE), this.client,
				this.machine.leakDetector);
		places.add(() -> create(there, this.hosted));
		places.add(() -> create(there, this.hosted));
		return places;
	}

	private static ComPointer<Worker> create(Activator activator, Clsid clsid) {
		return activator.createInstance(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), Worker.class);
	}

	/**
	 * Has each place serve once more, by way of another host, and all servers killed
	 * then.
	 */
	private void killAll(List<Supplier<ComPointer<Worker>>> places) throws IOException {
		this.host.destroyForcibly().onExit().join();
		startHost();
		places.forEach(this::work);
		hostedServers().forEach(KillUnderLoadTests::kill);
		// The last of them was surely launched by the host that is there now
		work(places.get(places.size() - 1));
		hostedServers().forEach(KillUnderLoadTests::kill);
		servers().forEach(TestMachine::kill);
		await().untilAsserted(() -> {
			assertThat(hostedServers()).isEmpty();
			assertThat(this.machine.scm.servers()).isEmpty();
			assertThat(this.machine.rpc.references()).isEmpty();
			assertThat(this.client.references()).isEmpty();
			assertThat(socketsBeside(this.machine.rpc)).isOne();
			assertThat(socketsBeside(this.client)).isOne();
			assertThat(files(this.hostSocket.getParent())).containsExactly("scm.sock");
		});
	}

	private void work(Supplier<ComPointer<Worker>> place) {
		await().ignoreException(ComException.class).untilAsserted(() -> {
			try (ComPointer<Worker> pointer = place.get()) {
				assertThat(pointer.get().add(20, 22)).isEqualTo(42);
			}
		});
	}

	/**
	 * Kills a process that may end by itself at the same time.
	 */
	private static void kill(long pid) {
		ProcessHandle.of(pid).ifPresent((process) -> {
			process.destroyForcibly();
			process.onExit().join();
		});
	}

	private int killUnder(RandomLoad load) throws Exception {
		int kills = 0;
		List<Thread> threads = load.start();
		long end = System.nanoTime() + LENGTH.toNanos();
		while (System.nanoTime() - end < 0 && load.goesOn(this.random.nextInt(LONGEST_PAUSE_MILLIS))) {
			kills += killOne() ? 1 : 0;
		}
		load.enough().countDown();
		for (Thread thread : threads) {
			thread.join(DEADLINE.plus(LATE).toMillis());
			assertThat(thread.isAlive()).as(() -> thread + " hangs at " + Arrays.toString(thread.getStackTrace()))
				.isFalse();
		}
		return kills;
	}

	/**
	 * Kills a server, or less often the host, which is started again.
	 */
	private boolean killOne() throws IOException {
		if (this.random.nextInt(10) == 0) {
			this.host.destroyForcibly().onExit().join();
			startHost();
			return true;
		}
		List<Long> alive = this.random.nextInt(3) == 0 ? hostedServers() : servers();
		if (alive.isEmpty()) {
			return false;
		}
		long victim = alive.get(this.random.nextInt(alive.size()));
		return ProcessHandle.of(victim).map(ProcessHandle::destroyForcibly).orElse(false);
	}

	/**
	 * Lists the servers of this machine.
	 */
	private List<Long> servers() {
		return this.machine.launched.stream()
			.filter((each) -> !each.exit().isDone())
			.map((each) -> each.pid())
			.collect(Collectors.toList());
	}

	/**
	 * Lists the servers of any host, who may have been killed before them.
	 */
	private List<Long> hostedServers() {
		return ProcessHandle.allProcesses()
			.map(ProcessHandle::pid)
			.filter((each) -> command(each).contains("--comspring.scm.endpoint=unix:" + this.hostSocket))
			.collect(Collectors.toList());
	}

	private static String command(long pid) {
		try {
			return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
		}
		catch (IOException ex) {
			return "";
		}
	}

	private Map<String, Integer> rowsOfMachine() {
		return Rows.without(BOUNDED, this.machine.scm, this.machine.rpc, this.machine.leakDetector);
	}

	private Map<String, Integer> rowsOfClient() {
		return Rows.of(this.client);
	}

	private static int socketsBeside(ObjectRpc process) throws IOException {
		return files(Path.of(process.endpoint().networkAddress()).getParent()).size();
	}

	private static List<String> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((each) -> each.getFileName().toString()).toList();
		}
	}

	private static long openFiles() throws IOException {
		return files(Path.of("/proc/self/fd")).size();
	}

}
