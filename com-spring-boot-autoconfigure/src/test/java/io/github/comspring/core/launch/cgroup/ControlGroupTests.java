package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.GroupLog;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ControlGroup}, with made-up files.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ControlGroupTests {

	@TempDir
	Path directory;

	private ControlGroup group(GroupLimits limits) {
		return new ControlGroup("Desk", this.directory.resolve("group"), limits);
	}

	private MadeUpGroup files() {
		return new MadeUpGroup(this.directory.resolve("group"));
	}

	@Test
	void limitThenFilesHaveTheLimits() throws IOException {
		MadeUpGroup files = files().with("memory.max", "max\n")
			.with("memory.oom.group", "0\n")
			.with("pids.max", "max\n")
			.with("cpu.max", "max 100000\n");
		group(new GroupLimits(1024, 40, 500)).limit();
		assertThat(files.read("memory.max")).isEqualTo("1048576");
		assertThat(files.read("memory.oom.group")).isEqualTo("1");
		assertThat(files.read("pids.max")).isEqualTo("40");
		assertThat(files.read("cpu.max")).isEqualTo("50000 100000");
	}

	@Test
	void limitWhenAFileIsMissingThenNamesIt() {
		files().with("memory.max", "max\n");
		assertThatIOException().isThrownBy(() -> group(new GroupLimits(1024, null, null)).limit())
			.withMessage("there is no " + this.directory.resolve("group/memory.oom.group"));
	}

	@Test
	void failureWhenThisProcessLacksFilesThenThatIsNoneOfTheGroup() {
		IOException lack = new FileSystemException("cgroup.procs", null, "Too many open files");
		assertThat(group(GroupLimits.NONE).failure(new IOException("it is not written", lack)).hresult())
			.isEqualTo(HResult.RPC_S_OUT_OF_RESOURCES);
		assertThat(group(GroupLimits.NONE).failure(new IOException("it is not written")).hresult())
			.isEqualTo(HResult.CO_E_CREATEPROCESS_FAILURE);
	}

	@Test
	void enterThenWritesTheNumber() {
		MadeUpGroup files = files().with("cgroup.procs", "");
		group(GroupLimits.NONE).enter(ProcessHandle.current());
		assertThat(files.read("cgroup.procs")).isEqualTo(Long.toString(ProcessHandle.current().pid()));
	}

	/**
	 * As a prefix may have done before it could be put into the group.
	 */
	@Test
	void enterWhenTheProcessHasStartedAnotherThenThatOneToo() throws IOException {
		MadeUpGroup files = files().with("cgroup.procs", "");
		Process process = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
		String child = process.inputReader().readLine();
		group(GroupLimits.NONE).enter(process.toHandle());
		ProcessHandle.of(Long.parseLong(child)).ifPresent(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
		assertThat(files.read("cgroup.procs")).isEqualTo(child);
	}

	@Test
	void enterWhenRefusedThenCreateProcessFailure() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> group(new GroupLimits(null, 4, null)).enter(ProcessHandle.current()))
			.withMessageContaining("there is no " + this.directory.resolve("group/cgroup.procs"))
			.withMessageContaining("cgroup.pids-max")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CREATEPROCESS_FAILURE));
	}

	@Test
	void enterWhenRefusedAsTheProcessHasEndedThenNothing() throws IOException {
		Process ended = new ProcessBuilder("true").start();
		ended.onExit().join();
		group(GroupLimits.NONE).enter(ended.toHandle());
		assertThat(this.directory).isEmptyDirectory();
	}

	/**
	 * As before Linux 5.14.
	 */
	@Test
	void endWhenTheKernelDoesNotEndTheGroupThenEachProcess() throws IOException {
		Process process = new ProcessBuilder("sleep", "1000").start();
		MadeUpGroup files = files().with("cgroup.procs", process.pid() + "\n").with("cgroup.events", "populated 1\n");
		process.onExit().thenRun(() -> files.with("cgroup.events", "populated 0\n"));
		try (GroupLog log = new GroupLog()) {
			assertThat(group(GroupLimits.NONE).end()).isNull();
			boolean ended = !process.isAlive();
			process.destroyForcibly();
			assertThat(ended).isTrue();
			// Its files do not go with it, as those of the kernel do
			assertThat(log.warnings()).singleElement()
				.asString()
				.contains(files.directory().toString(), "Desk", "is left");
		}
	}

	@Test
	void endThenTheKernelIsToldAndTheLimitIsNamed() throws IOException {
		MadeUpGroup files = files().with("cgroup.kill", "")
			.with("cgroup.events", "populated 1\n")
			.with("memory.events", "oom 1\noom_kill 1\n");
		try (GroupLog log = new GroupLog()) {
			// Nobody ends there, and it is waited for no longer than a while
			assertThat(group(new GroupLimits(1024, null, null)).end()).contains("cgroup.memory-max", "1MB");
			assertThat(files.read("cgroup.kill")).isEqualTo("1");
			assertThat(log.warnings()).hasSize(1);
		}
	}

	@Test
	void endWhenItIsGoneThenNothing() throws IOException {
		assertThat(group(GroupLimits.NONE).end()).isNull();
		Files.createDirectories(this.directory.resolve("group/below/deep"));
		assertThat(group(GroupLimits.NONE).end()).isNull();
		assertThat(this.directory).isEmptyDirectory();
	}

}
