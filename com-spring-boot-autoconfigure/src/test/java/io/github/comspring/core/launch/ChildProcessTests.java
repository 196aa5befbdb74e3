package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.comspring.core.launch.crash.CrashFiles;
import io.github.comspring.core.launch.output.OutputLog;
import io.github.comspring.core.place.PrivateDirectory;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChildProcess}, with real children.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class ChildProcessTests {

	private final ProcessLauncher launcher = new ProcessLauncher();

	private ServerLog log = new ServerLog();

	@TempDir
	Path directory;

	@AfterEach
	void close() {
		this.launcher.close();
		this.log.close();
	}

	@Test
	void exitWhenNormalThenStatusZeroAndNoLines() {
		assertThat(exit("exit 0")).isEqualTo(new ProcessExit(0, List.of()));
	}

	@Test
	void exitWhenFailedThenStatusAndLastLinesOfBothStreams() {
		ProcessExit exit = exit("echo out; echo err >&2; printf rest; exit 1");
		assertThat(exit).isEqualTo(new ProcessExit(1, List.of("out", "err", "rest")));
		assertThat(exit.describe()).isEqualTo("exited with code 1; the last it wrote: out | err | rest");
	}

	@Test
	void exitWhenKilledThenNamesTheSignal() {
		assertThat(exit("kill -KILL $$").describe()).isEqualTo("was ended by signal 9 (SIGKILL)");
	}

	@Test
	void exitWhenOutOfMemoryThenErrorIsInLastLines() {
		LaunchRequest request = TestServers.java(HungryServer.class, "-Xmx16m");
		ProcessExit exit = TestServers.awaitExit(this.launcher.launch(request));
		assertThat(exit.status()).isEqualTo(1);
		assertThat(exit.lastLines()).anyMatch((line) -> line.contains("java.lang.OutOfMemoryError"));
		assertThat(exit.describe()).contains("OutOfMemoryError");
	}

	@Test
	void exitWhenCleanUpFailsThenToldAndTheRestIsCleanedUp() throws IOException {
		WorkingDirectory own = WorkingDirectory.ownOne();
		PrivateDirectory.create(own.path());
		Path gone;
		try (FileSystem zip = FileSystems.newFileSystem(this.directory.resolve("crashes.zip"),
				Map.of("create", "true"))) {
			gone = zip.getPath("/");
		}
		Confinement confinement = new Confinement(LaunchEnvironment.WHOLE, own, new CrashFiles(gone, "crash", gone));
		Process process = new ProcessBuilder("/bin/sh", "-c", "echo last; exit 3").redirectErrorStream(true).start();
		ProcessExit exit = TestServers
			.awaitExit(new ChildProcess(TestServers.DESK.toString(), process, confinement, null));
		assertThat(exit)
			.isEqualTo(new ProcessExit(3, List.of("last"), List.of(), null, new ProcessBounds(null, true, null)));
		assertThat(own.path()).doesNotExist();
	}

	@Test
	void exitWhenCallerCompletesItThenOthersDoNotSee() {
		LaunchedProcess process = launch("read -r line; read -r line; exit 3");
		process.exit().complete(new ProcessExit(0, List.of()));
		process.release();
		assertThat(TestServers.awaitExit(process).status()).isEqualTo(3);
	}

	@Test
	void outputThenEachLineIsLoggedUnderTheClass() {
		LaunchedProcess process = launch("echo one; echo two");
		TestServers.awaitExit(process);
		String name = "[Desk.PageRasterizer.1 " + TestServers.DESK.clsid() + " " + process.pid() + "] ";
		assertThat(this.log.messages()).containsExactly(name + "one", name + "two");
		assertThat(process).hasToString(TestServers.DESK + " " + process.pid());
	}

	@Test
	void outputWhenEndlessLineThenCut() {
		ProcessExit exit = exit("head -c 20000000 /dev/zero | tr '\\0' x; echo; echo end");
		assertThat(exit.lastLines()).containsExactly("x".repeat(OutputLog.MAX_LINE) + OutputLog.CUT, "end");
		assertThat(exit.status()).isZero();
	}

	@Test
	void outputWhenManyLinesThenAllAreLoggedAndLastAreKept() {
		ProcessExit exit = exit("seq 1 20000");
		assertThat(this.log.messages()).hasSize(20_000);
		assertThat(exit.lastLines()).hasSize(50).startsWith("19951").endsWith("20000");
	}

	@Test
	void outputWhenClosedByProcessThenItGoesOn() {
		LaunchedProcess process = launch("exec >&- 2>&-; read -r line; read -r line; exit 5");
		process.release();
		assertThat(TestServers.awaitExit(process)).isEqualTo(new ProcessExit(5, List.of()));
	}

	/**
	 * As of an application whose own output goes into a pipe that nobody reads.
	 */
	@Test
	void outputWhenLogStandsStillThenProcessDoesNotWait() {
		CountDownLatch read = new CountDownLatch(1);
		this.log.close();
		this.log = new ServerLog((message) -> awaitQuietly(read));
		LaunchedProcess process = launch("seq 1 200000; echo end; read -r line; read -r line; exit 3");
		LaunchedProcess other = launch("seq 1 200000; exit 4");
		assertThat(TestServers.awaitExit(other).status()).isEqualTo(4);
		process.release();
		ProcessExit exit = TestServers.awaitExit(process);
		assertThat(exit.status()).isEqualTo(3);
		assertThat(exit.lastLines()).endsWith("200000", "end");
		read.countDown();
		this.log.await("1");
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void outputWhenLogFailsThenProcessGoesOn() {
		this.log.close();
		this.log = new ServerLog((message) -> {
			throw new IllegalStateException("disk full");
		});
		assertThat(exit("seq 1 20000").lastLines()).endsWith("20000");
	}

	@Test
	void outputWhenLogFailsByAnErrorThenProcessGoesOn() {
		this.log.close();
		this.log = new ServerLog((message) -> {
			throw new LinkageError("in the log");
		});
		assertThat(exit("seq 1 20000").lastLines()).endsWith("20000");
	}

	@Test
	void exitWhenLogIsBlockedThenCompletes() {
		CountDownLatch disk = new CountDownLatch(1);
		this.log.close();
		this.log = new ServerLog((message) -> await(disk));
		try {
			assertThat(exit("echo one; exit 6")).isEqualTo(new ProcessExit(6, List.of("one")));
		}
		finally {
			disk.countDown();
			this.log.await("one");
		}
	}

	@Test
	void exitWhenOutputIsKeptOpenThenCompletesAndReadingGoesOn() throws Exception {
		Path door = this.directory.resolve("door");
		assertThat(new ProcessBuilder("mkfifo", door.toString()).start().waitFor()).isZero();
		CountDownLatch ready = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		this.log.close();
		this.log = new ServerLog((message) -> {
			ready.countDown();
			await(ended);
		});
		LaunchedProcess process = this.launcher.launch(TestServers.shell(
				"(read -r x < \"$1\"; echo \"late $x\"; echo again) & echo ready; read -r secret; read -r end; exit 2",
				door.toString()));
		// The process ends while the output's reader is busy
		await(ready);
		process.release();
		assertThat(TestServers.awaitExit(process)).isEqualTo(new ProcessExit(2, List.of("ready")));
		ended.countDown();
		Files.writeString(door, "word\n");
		assertThat(this.log.await("late ")).isEqualTo("word");
		this.log.await("again");
	}

	@Test
	void launchWhenInputIsNeverReadThenReturns() {
		LaunchedProcess process = launch("echo ready; exec sleep 1000");
		this.log.await("ready");
		process.release();
		assertThat(process.exit()).isNotDone();
	}

	@Test
	void launchWhenInputIsClosedThenExitTells() {
		List<LaunchedProcess> processes = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			processes.add(launch("exec <&-; exit 7"));
		}
		assertThat(processes).allSatisfy((process) -> assertThat(TestServers.awaitExit(process).status()).isEqualTo(7));
	}

	@Test
	void releaseWhenRepeatedThenEndsTheInput() {
		LaunchedProcess process = launch("read -r secret; read -r line || echo \"end of input\"");
		process.release();
		process.release();
		assertThat(TestServers.awaitExit(process).lastLines()).containsExactly("end of input");
		process.release();
		process.destroy();
	}

	@Test
	void startTimeThenIsThatOfTheSystem() {
		LaunchedProcess process = launch("exec sleep 1000");
		assertThat(ProcessHandle.of(process.pid()).orElseThrow().info().startInstant()).contains(process.startTime());
	}

	private ProcessExit exit(String script) {
		return TestServers.awaitExit(launch(script));
	}

	private LaunchedProcess launch(String script) {
		return this.launcher.launch(TestServers.shell(script));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
