package io.github.comspring.core.launch;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A process that was just started when this one has no more threads or memory.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class AdoptionFaultTests {

	private static final String WANT = "unable to create native thread: made up";

	@TempDir
	Path directory;

	@Test
	void adoptWhenNoThreadIsToBeHadThenProcessWhatItStartedAndItsDirectoryAreGone() throws Exception {
		WorkingDirectory own = new WorkingDirectory(this.directory.resolve("own"), true);
		LaunchMark mark = LaunchMark.random();
		Confinement confinement = new Confinement(LaunchEnvironment.WHOLE, own, null, ProcessLimits.NONE, List.of(),
				null, mark);
		confinement.enter();
		ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & echo $!; exec sleep 1000");
		confinement.applyTo(builder.environment());
		Process started = builder.start();
		long child = Long.parseLong(started.inputReader().readLine());
		LaunchRequest request = new LaunchRequest(TestServers.DESK.toString(), List.of("sh"), confinement,
				TestServers.SECRET);
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> ProcessLauncher.adopt(request, new Unwatched(started), null))
			.withMessage(WANT);
		started.waitFor();
		TestServers.awaitEnd(child);
		assertThat(own.path()).doesNotExist();
		assertThat(Files.list(this.directory)).isEmpty();
	}

	/**
	 * A process whose end nobody can wait for, as that takes a thread.
	 */
	private static final class Unwatched extends Process {

		private final Process real;

		Unwatched(Process real) {
			this.real = real;
		}

		@Override
		public CompletableFuture<Process> onExit() {
			throw new OutOfMemoryError(WANT);
		}

		@Override
		public ProcessHandle toHandle() {
			return this.real.toHandle();
		}

		@Override
		public OutputStream getOutputStream() {
			return this.real.getOutputStream();
		}

		@Override
		public InputStream getInputStream() {
			return this.real.getInputStream();
		}

		@Override
		public InputStream getErrorStream() {
			return this.real.getErrorStream();
		}

		@Override
		public int waitFor() throws InterruptedException {
			return this.real.waitFor();
		}

		@Override
		public int exitValue() {
			return this.real.exitValue();
		}

		@Override
		public void destroy() {
			this.real.destroy();
		}

		@Override
		public Process destroyForcibly() {
			this.real.destroyForcibly();
			return this;
		}

	}

}
