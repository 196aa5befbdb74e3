package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.cgroup.ControlGroups;
import io.github.comspring.core.launch.cgroup.GroupLimits;
import io.github.comspring.fixture.DelegatedTree;
import io.github.comspring.fixture.NoLeftovers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Processes in control groups of the kernel's: made, entered, ended as one and removed.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class GroupedProcessTests {

	/** Is nobody's child, and has no mark. */
	private static final String DAEMON = "setsid env -i sleep 1000 > /dev/null 2>&1 & echo daemon $!; ";

	@RegisterExtension
	final DelegatedTree tree = new DelegatedTree();

	private final ServerLog log = new ServerLog();

	private ProcessLauncher launcher;

	@BeforeEach
	void open() {
		this.launcher = new ProcessLauncher(false, new ControlGroups(this.tree.directory()));
	}

	@AfterEach
	void close() {
		if (this.launcher != null) {
			this.launcher.close();
		}
		this.log.close();
	}

	private LaunchedProcess launch(GroupLimits group, String script, String... prefix) {
		ProcessLimits limits = new ProcessLimits(null, null, null, 1000, group);
		Confinement confinement = new Confinement(LaunchEnvironment.WHOLE, null, null, limits, List.of(prefix), null,
				LaunchMark.random());
		return this.launcher.launch(new LaunchRequest(TestServers.DESK.toString(), List.of("/bin/sh", "-c", script),
				confinement, TestServers.SECRET));
	}

	private Path group() throws IOException {
		assertThat(this.tree.groups()).hasSize(1);
		return this.tree.groups().get(0);
	}

	private static List<String> processes(Path group) throws IOException {
		return Files.readAllLines(group.resolve("cgroup.procs"));
	}

	@Test
	void launchThenProcessIsInAGroupOfItsOwnBeforeItHearsAnything() throws IOException {
		LaunchedProcess process = launch(GroupLimits.NONE,
				"read -r secret; cat /proc/self/cgroup; echo read; " + "read -r end");
		assertThat(this.log.await("0::")).endsWith("/" + group().getFileName());
		this.log.await("read");
		assertThat(processes(group())).containsExactly(Long.toString(process.pid()));
		assertThat(process.group()).isNotNull();
		assertThat(process.group().directory()).isEqualTo(group());
		process.release();
		TestServers.awaitExit(process);
		assertThat(this.tree.groups()).isEmpty();
	}

	@Test
	void launchWhenTwoThenAGroupForEach() throws IOException {
		LaunchedProcess first = launch(GroupLimits.NONE, "exec sleep 1000");
		LaunchedProcess second = launch(GroupLimits.NONE, "exec sleep 1000");
		assertThat(this.tree.groups()).hasSize(2);
		first.destroy();
		TestServers.awaitExit(first);
		assertThat(processes(group())).containsExactly(Long.toString(second.pid()));
	}

	@Test
	void launchWhenNotAskedForThenNoGroup() throws IOException {
		LaunchedProcess process = launch(null, "exec sleep 1000");
		assertThat(this.tree.groups()).isEmpty();
		assertThat(process.group()).isNull();
	}

	/**
	 * It has started the program before it is in the group itself, or not.
	 */
	@Test
	void launchWhenAPrefixStartsTheProgramThenThatIsInTheGroup() throws IOException {
		launch(GroupLimits.NONE, "echo pid $$; exec sleep 1000", "/bin/sh", "-c", "\"$@\" & wait", "sh");
		String pid = this.log.await("pid ");
		assertThat(processes(group())).contains(pid);
	}

	@Test
	void exitThenADaemonWithoutItsEnvironmentEndsToo() throws IOException {
		LaunchedProcess process = launch(GroupLimits.NONE, "read -r secret; " + DAEMON + "read -r end; exit 3");
		long daemon = Long.parseLong(this.log.await("daemon "));
		process.release();
		assertThat(TestServers.awaitExit(process).status()).isEqualTo(3);
		assertThat(TestServers.isRunning(daemon)).isFalse();
		assertThat(this.tree.groups()).isEmpty();
	}

	@Test
	void exitWhenKilledThenADaemonWithoutItsEnvironmentEndsToo() throws IOException {
		LaunchedProcess process = launch(GroupLimits.NONE, "read -r secret; " + DAEMON + "kill -KILL $$");
		long daemon = Long.parseLong(this.log.await("daemon "));
		assertThat(TestServers.awaitExit(process).status()).isEqualTo(137);
		assertThat(TestServers.isRunning(daemon)).isFalse();
		assertThat(this.tree.groups()).isEmpty();
	}

	@Test
	void exitWhenTheProcessHasDividedItsGroupThenAllGo() throws IOException {
		LaunchedProcess process = launch(GroupLimits.NONE,
				"read -r secret; own=" + this.tree.directory()
						+ "/$(basename $(cut -d: -f3 /proc/self/cgroup | tail -n 1)); mkdir -p $own/a/b; "
						+ "echo $$ > $own/a/b/cgroup.procs; echo moved; read -r end");
		this.log.await("moved");
		process.release();
		TestServers.awaitExit(process);
		assertThat(this.tree.groups()).isEmpty();
	}

	@Test
	void exitAtOnceThenNothingIsLeft() throws IOException {
		for (int i = 0; i < 20; i++) {
			assertThat(TestServers.awaitExit(launch(GroupLimits.NONE, "exit 7")).status()).isEqualTo(7);
		}
		assertThat(this.tree.groups()).isEmpty();
	}

	@Test
	void closeThenGroupsAreGone() throws IOException {
		launch(GroupLimits.NONE, "read -r secret; " + DAEMON + "exec sleep 1000");
		long daemon = Long.parseLong(this.log.await("daemon "));
		this.launcher.close();
		assertThat(TestServers.isRunning(daemon)).isFalse();
		assertThat(this.tree.groups()).isEmpty();
	}

	@Test
	void launchWhenProgramIsMissingThenGroupIsGone() throws IOException {
		ProcessLimits limits = new ProcessLimits(null, null, null, 0, GroupLimits.NONE);
		Confinement confinement = new Confinement(LaunchEnvironment.WHOLE, null, null, limits, List.of(), null, null);
		LaunchRequest request = new LaunchRequest(TestServers.DESK.toString(), List.of("no-such-server"), confinement,
				TestServers.SECRET);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.launcher.launch(request))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_APPNOTFOUND));
		assertThat(this.tree.groups()).isEmpty();
	}

	/**
	 * The kernel has as many groups here as there may be.
	 */
	@Test
	void launchWhenTheKernelMakesNoGroupThenCreateProcessFailureAndNoProcess() throws IOException {
		Files.writeString(this.tree.directory().resolve("cgroup.max.descendants"), "0");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> launch(GroupLimits.NONE, "exit 0"))
			.withMessageContaining("the directory " + this.tree.directory() + "/comspring-")
			.withMessageContaining("cgroup.enabled")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CREATEPROCESS_FAILURE));
	}

	@Test
	void launchWhenItWantsMoreProcessesThanTheGroupMayHaveThenRefusedAndTold() throws IOException {
		this.tree.assumeController("pids");
		LaunchedProcess process = launch(new GroupLimits(null, 4, null),
				"read -r secret; for i in 1 2 3 4 5 6; do sleep 1000 & done; echo all; read -r end");
		assertThat(TestServers.awaitExit(process).describe()).contains("; it was refused processes or threads ",
				" times, as cgroup.pids-max of its application is 4");
	}

	@Test
	void launchWhenItComputesMoreThanTheGroupMayThenItWaits() throws IOException {
		this.tree.assumeController("cpu");
		LaunchedProcess process = launch(new GroupLimits(null, null, 50), "read -r secret; while :; do :; done");
		Awaitility.await().until(() -> process.group().cpuThrottled().toMillis() > 0);
		assertThat(Files.readString(group().resolve("cpu.max"))).isEqualTo("5000 100000\n");
	}

	@Test
	void launchWhenItTakesMoreMemoryThanTheGroupMayHaveThenAllEndAndTold() throws IOException {
		this.tree.assumeController("memory");
		LaunchedProcess process = launch(new GroupLimits(32 << 10, null, null),
				"read -r secret; tail /dev/zero; echo alive; read -r end");
		assertThat(TestServers.awaitExit(process).describe())
			.isEqualTo("was ended by signal 9 (SIGKILL); it took more memory than cgroup.memory-max of its "
					+ "application, 32MB");
	}

}
