package io.github.comspring.core.scm;

import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A class whose surrogate crashes again and again, in an application that allows it.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Tag("slow")
class CrashLoopTests {

	private static final int ROUNDS = 100;

	/** After so many, all is loaded that is loaded once. */
	private static final int WARM = 10;

	/** What a test framework or the JVM itself may open or load meanwhile. */
	private static final int SLACK = 5;

	private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory)
			.with(RestartLimits.RESTART_LIMIT, new Dword(ROUNDS))
			// They are forgotten at once, and nothing is delayed
			.with(RestartLimits.RESTART_WINDOW, new Dword(1));
	}

	@Test
	@Tag("SU-10")
	void crashAgainAndAgainThenEachTimeRecoveredAndNothingIsLeft() throws IOException {
		rounds(WARM);
		long files = openFiles();
		long threads = Thread.getAllStackTraces().size();
		int classes = CLASSES.getLoadedClassCount();
		rounds(ROUNDS - WARM);
		assertThat(this.machine.launched).hasSize(ROUNDS).allMatch((each) -> each.exit().join().status() == 1);
		assertThat(CLASSES.getLoadedClassCount()).isLessThan(classes + ROUNDS - WARM);
		await().untilAsserted(() -> {
			assertThat(openFiles()).isLessThan(files + SLACK);
			assertThat(Thread.getAllStackTraces()).hasSizeLessThan((int) threads + SLACK);
			assertThat(this.machine.scm.servers()).isEmpty();
			assertThat(this.machine.rpc.references()).isEmpty();
			assertThat(sockets()).isOne();
		});
	}

	private void rounds(int count) {
		for (int i = 0; i < count; i++) {
			try (ComPointer<Faulty> pointer = this.faulty.create()) {
				assertFails(HResult.RPC_S_CALL_FAILED, () -> pointer.get().commit("halt=1"));
			}
		}
	}

	private static long openFiles() throws IOException {
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			return open.count();
		}
	}

	/**
	 * Counts what is beside the socket of this process.
	 */
	private long sockets() throws IOException {
		Path own = Path.of(this.machine.rpc.endpoint().networkAddress());
		try (Stream<Path> sockets = Files.list(own.getParent())) {
			return sockets.count();
		}
	}

}
