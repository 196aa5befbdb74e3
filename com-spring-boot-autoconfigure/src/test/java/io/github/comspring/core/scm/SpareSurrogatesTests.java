package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.ApplicationRegistration.Surrogate;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.RecycleLimits;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.registry.SurrogateJvm;
import io.github.comspring.core.scm.launching.SpareSurrogates;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.StoppedProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpareSurrogates}.
 */
@ExtendWith(NoLeftovers.class)
class SpareSurrogatesTests {

	/** A JVM does not start with it. */
	private static final MultiSz BROKEN = new MultiSz(List.of("-XX:NoSuchOption=1"));

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	private AppId appId;

	private Clsid clsid;

	@BeforeEach
	void register() {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.appId = this.classes.application();
		this.clsid = this.classes.register(this.appId);
		set(Surrogate.SPARES, new Dword(1));
	}

	private void set(String name, RegistryValue value) {
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.appId, name, value));
	}

	/**
	 * Has the spares started, and waits until they are ready.
	 */
	private List<Long> prepare(int spares) {
		this.machine.scm.prepare(this.appId);
		return awaitSpares(spares);
	}

	private List<Long> awaitSpares(int spares) {
		await().untilAsserted(() -> assertThat(spares()).hasSize(spares));
		return spares();
	}

	private List<Long> spares() {
		return processes(Kind.SPARE);
	}

	private List<Long> processes(Kind kind) {
		return this.machine.scm.servers()
			.stream()
			.filter((server) -> server.kind() == kind)
			.sorted(Comparator.comparingLong(ServerDescription::launch))
			.map(ServerDescription::pid)
			.toList();
	}

	private LaunchedProcess launched(long pid) {
		return this.machine.launched.stream().filter((each) -> each.pid() == pid).findAny().orElseThrow();
	}

	@Test
	@Tag("SU-05")
	void activateWhenSpareIsReadyThenTakenAndReplaced() {
		this.classes.value(this.appId, null, "Desk");
		long spare = prepare(1).get(0);
		assertThat(this.machine.scm.servers()).singleElement().satisfies((server) -> {
			assertThat(server.startedFor()).isEqualTo("a spare surrogate of application Desk " + this.appId);
			assertThat(server.state().classes()).isEmpty();
		});
		try (ComPointer<Hosted> pointer = this.classes.create(this.clsid)) {
			assertThat(pointer.get().pid()).isEqualTo(spare);
			assertThat(awaitSpares(1)).doesNotContain(spare);
			assertThat(processes(Kind.SURROGATE)).containsExactly(spare);
			assertThat(this.machine.scm.servers()).first()
				.matches((server) -> server.launch() == 1 && server.startedFor().equals(this.clsid.toString()));
		}
		assertThat(this.machine.launched).hasSize(2);
	}

	@Test
	void activateWhenNothingWasPreparedThenLaunchedAndNextOneIsReady() {
		long first = this.classes.activate(this.clsid);
		long spare = awaitSpares(1).get(0);
		TestMachine.kill(first);
		assertThat(this.classes.activate(this.clsid)).isEqualTo(spare);
		awaitSpares(1);
	}

	@Test
	void prepareWhenTwiceAndSeveralThenAsManyAsWanted() {
		set(Surrogate.SPARES, new Dword(2));
		this.machine.scm.prepare(this.appId);
		List<Long> two = prepare(2);
		set(Surrogate.SPARES, new Dword(1));
		assertThat(prepare(1)).containsExactly(two.get(0));
		launched(two.get(1)).exit().join();
		set(Surrogate.SPARES, new Dword(0));
		this.machine.scm.prepare(this.appId);
		launched(two.get(0)).exit().join();
		assertThat(this.machine.launched).hasSize(2);
		assertThat(this.machine.scm.restarts()).noneMatch((each) -> each.failures() > 0);
	}

	@Test
	@Tag("SU-04")
	@Tag("SU-05")
	void activateWhenManyAtOnceThenOneSpareForAllClassesOfTheApplication() throws Exception {
		set(Surrogate.SPARES, new Dword(2));
		List<Clsid> wanted = List.of(this.clsid, this.classes.register(this.appId), this.classes.register(this.appId));
		List<Long> two = prepare(2);
		assertThat(together(wanted, 12)).containsOnly(two.get(0));
		assertThat(awaitSpares(2)).contains(two.get(1)).doesNotContain(two.get(0));
		assertThat(this.machine.launched).hasSize(3);
	}

	@Test
	@Tag("SU-04")
	void activateWhenTwoApplicationsThenEachItsOwnSpare() throws Exception {
		AppId first = this.appId;
		long one = prepare(1).get(0);
		this.appId = this.classes.application();
		set(Surrogate.SPARES, new Dword(1));
		Clsid other = this.classes.register(this.appId);
		List<Long> both = prepare(2);
		try (ComPointer<Hosted> a = this.classes.create(other);
				ComPointer<Hosted> b = this.classes.create(this.clsid)) {
			assertThat(a.get().pid()).isEqualTo(both.get(1));
			assertThat(b.get().pid()).as("of " + first).isEqualTo(one);
		}
		awaitSpares(2);
	}

	private List<Long> together(List<Clsid> wanted, int clients) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(clients);
		List<Background<Long>> all = new ArrayList<>();
		for (int i = 0; i < clients; i++) {
			Clsid each = wanted.get(i % wanted.size());
			all.add(Background.start(() -> {
				barrier.await();
				return this.classes.activate(each);
			}));
		}
		List<Long> pids = new ArrayList<>();
		for (Background<Long> each : all) {
			pids.add(each.get());
		}
		return pids;
	}

	@Test
	void spareWhenKilledThenReplaced() {
		long spare = prepare(1).get(0);
		TestMachine.kill(spare);
		await().untilAsserted(() -> assertThat(spares()).hasSize(1).doesNotContain(spare));
		assertThat(this.classes.activate(this.clsid)).isNotEqualTo(spare);
		assertThat(this.machine.scm.restarts()).filteredOn((each) -> each.startedFor().contains("spare"))
			.singleElement()
			.matches((each) -> each.failures() == 1);
	}

	@Test
	void activateWhenAllSparesHangThenOtherProcessAndTheyCountForThemselves() throws Exception {
		set(RestartLimits.RESTART_LIMIT, new Dword(1));
		set(Surrogate.SPARES, new Dword(2));
		List<Long> two = prepare(2);
		for (long each : two) {
			StoppedProcess.stop(each);
		}
		Background<Long> client = Background.start(() -> this.classes.activate(this.clsid));
		// Their connections end under the client that waits for them
		two.forEach((each) -> launched(each).destroy());
		assertThat(client.get()).isNotIn(two);
		assertThat(this.machine.scm.restarts()).filteredOn((each) -> !each.startedFor().contains("spare"))
			.singleElement()
			.matches((each) -> each.failures() == 0);
	}

	@Test
	void prepareWhenProgramFailsThenGivesUpAndActivationIsToldNothing() {
		set(RestartLimits.RESTART_LIMIT, new Dword(2));
		set(SurrogateJvm.ARGUMENTS, BROKEN);
		this.machine.scm.prepare(this.appId);
		await().untilAsserted(() -> assertThat(this.machine.scm.restarts()).singleElement()
			.matches((each) -> each.failures() == 2 && each.lockedOutUntil() != null));
		await()
			.untilAsserted(() -> assertThat(this.machine.launched).hasSize(2).allMatch((each) -> each.exit().isDone()));
		set(SurrogateJvm.ARGUMENTS, new MultiSz(List.of()));
		assertThat(this.classes.activate(this.clsid)).isEqualTo(this.machine.launched.get(2).pid());
		assertThat(spares()).isEmpty();
		assertThat(this.machine.scm.unlock(this.appId.toString())).hasSize(2);
		awaitSpares(1);
	}

	@Test
	void activateWhenProgramHasChangedThenSpareIsNotUsedButEnded() {
		long spare = prepare(1).get(0);
		set(ApplicationConfinement.VARIABLES, new MultiSz(List.of("DESK=oak")));
		assertThat(this.classes.activate(this.clsid)).isNotEqualTo(spare);
		launched(spare).exit().join();
		await().untilAsserted(() -> assertThat(spares()).hasSize(1).doesNotContain(spare));
		long next = spares().get(0);
		set(ApplicationTimes.IDLE_TIMEOUT, new Dword(100_000));
		processes(Kind.SURROGATE).forEach(TestMachine::kill);
		assertThat(this.classes.activate(this.clsid)).isNotEqualTo(next);
		launched(next).exit().join();
		awaitSpares(1);
	}

	@Test
	void activateWhenSpareIsTooOldThenNotUsedButEnded() {
		long spare = prepare(1).get(0);
		set(RecycleLimits.RECYCLE_AGE, new Dword(1));
		assertThat(this.classes.activate(this.clsid)).isNotEqualTo(spare);
		launched(spare).exit().join();
	}

	@Test
	void spareWhenIdleTimeoutIsOverThenStaysAndSurrogateEnds() throws Exception {
		set(ApplicationTimes.IDLE_TIMEOUT, new Dword(0));
		long spare = prepare(1).get(0);
		assertThat(this.classes.activate(this.clsid)).isEqualTo(spare);
		assertThat(launched(spare).exit().join().status()).isZero();
		long next = awaitSpares(1).get(0);
		assertThat(this.classes.activate(this.clsid)).isEqualTo(next);
	}

	@Test
	void prepareWhenCustomSurrogateThenInvalidValue() {
		this.classes.value(this.appId, "DllSurrogate", "custom-surrogate");
		this.machine.scm.prepare(this.appId);
		assertFails(HResult.REGDB_E_INVALIDVALUE, () -> this.classes.activate(this.clsid));
		assertThat(this.machine.launched).isEmpty();
	}

	@Test
	void closeWhenSparesAreReadyOrOnTheirWayThenAllEnd() {
		prepare(1);
		set(Surrogate.SPARES, new Dword(3));
		this.machine.scm.prepare(this.appId);
		this.machine.scm.close();
		this.machine.launched.stream().map(LaunchedProcess::exit).forEach((exit) -> exit.join());
		this.machine.scm.prepare(this.appId);
		assertThat(this.machine.launched).hasSizeLessThanOrEqualTo(3);
		assertFails(HResult.CO_E_SCM_RPC_FAILURE, () -> this.classes.activate(this.clsid));
	}

	@Test
	void closeWhenHostThenSparesEndAllTheSame() throws Exception {
		try (TestHost host = new TestHost(this.directory.resolve("host.sock"))) {
			host.hive.edit((root) -> root.withValue("AppID\\" + this.appId, "DllSurrogate", new RegistryValue.Sz(""))
				.withValue("AppID\\" + this.appId, Surrogate.SPARES, new Dword(1)));
			host.scm.prepare(this.appId);
			await().until(() -> host.scm.servers().size() == 1);
			host.scm.close();
			ProcessExit exit = host.launched.get(0).exit().join();
			assertThat(host.launched).hasSize(1);
			assertThat(exit).isNotNull();
		}
	}

	@Test
	void releaseOfTakenSpareIsAsThatOfAnySurrogate() {
		set(ApplicationTimes.IDLE_TIMEOUT, new Dword((int) Duration.ofMillis(50).toMillis()));
		long spare = prepare(1).get(0);
		try (ComPointer<Hosted> pointer = this.classes.create(this.clsid)) {
			assertThat(pointer.get().pid()).isEqualTo(spare);
		}
		assertThat(launched(spare).exit().join().status()).isZero();
	}

}
