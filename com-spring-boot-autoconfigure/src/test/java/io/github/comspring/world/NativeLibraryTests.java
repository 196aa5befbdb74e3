package io.github.comspring.world;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Real libraries with native code, moved out of an application with properties alone. The
 * files that they unpack go with their process.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class NativeLibraryTests {

	private static final String PROG_ID = "World.Native.1";

	private static final int CALLERS = 8;

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource
	void callersThenAllGetTheRightResult(NativeLibrary library) {
		library.assumeThere();
		run(library, (activator, scm) -> {
			try (ComPointer<NativeWork> shared = create(activator)) {
				List<Long> sums = Race.run(CALLERS, (caller) -> {
					try (ComPointer<NativeWork> own = create(activator)) {
						return IntStream.range(0, library.calls())
							.mapToLong((call) -> ((call % 2 == 0) ? own : shared).get().twice(10 * caller + call))
							.sum();
					}
				});
				assertThat(sums).containsExactlyInAnyOrderElementsOf(IntStream.range(0, CALLERS)
					.mapToObj((caller) -> IntStream.range(0, library.calls())
						.mapToLong((call) -> 2L * (10 * caller + call))
						.sum())
					.toList());
				assertThat(scm.servers()).hasSize(1);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "JNA, pointer", "JNA, SIGSEGV", "JNA, SIGABRT", "JNA, SIGBUS", "JNA, SIGFPE", "JNA, SIGILL",
			"OPENCV, pointer" })
	void nativeCodeCrashesThenTypedErrorAndTheNextCallWorks(NativeLibrary library, String how) {
		library.assumeThere();
		run(library, (activator, scm) -> {
			long pid;
			try (ComPointer<NativeWork> pointer = create(activator)) {
				assertThat(pointer.get().twice(7)).isEqualTo(14);
				pid = pointer.get().pid();
				ComException failure = catchThrowableOfType(ComException.class, () -> pointer.get().crash(how));
				assertThat(failure.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED);
			}
			try (ComPointer<NativeWork> next = create(activator)) {
				assertThat(next.get().twice(8)).isEqualTo(16);
				assertThat(next.get().pid()).isNotEqualTo(pid);
			}
		});
	}

	@Test
	void libraryGetsNoMoreThreadsAndEndsItsProcessThenErrorNamesTheLimits() {
		NativeLibrary.TESSERACT.assumeThere();
		run(NativeLibrary.JNA, (activator, scm) -> {
			try (ComPointer<NativeWork> pointer = create(activator)) {
				assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().crash("threads"))
					.withMessageContainingAll("exited with code 1; its memory is limited by max-memory", "512MB",
							"thread-stack", "libgomp: Thread creation failed")
					.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
			}
			try (ComPointer<NativeWork> next = create(activator)) {
				assertThat(next.get().twice(8)).isEqualTo(16);
			}
		});
	}

	@Test
	void libraryGetsNoMoreMemoryAndThrowsThenErrorNamesTheLimits() {
		NativeLibrary.OPENCV.assumeThere();
		run(NativeLibrary.OPENCV, (activator, scm) -> {
			try (ComPointer<NativeWork> pointer = create(activator)) {
				assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().crash("memory"))
					.withMessageContainingAll("Failed to allocate 4000000000",
							"This surrogate may have 512MB of memory", "max-memory", "thread-stack", "here 1MB")
					.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT));
				assertThat(pointer.get().twice(8)).isEqualTo(16);
			}
			assertThat(scm.servers()).hasSize(1);
		});
	}

	private void run(NativeLibrary library, Check check) {
		String prefix = "comspring.classes[" + PROG_ID + "].";
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues(prefix + "clsid=" + new Clsid(Guid.random()),
					prefix + "in-process-server=" + library.module(this.directory.resolve("native.jar")),
					prefix + "context=surrogate", prefix + "application=natives",
					"comspring.applications.natives.max-memory=512MB",
					"comspring.applications.natives.crash-directory=" + this.directory.resolve("crashes"),
					"comspring.security.enabled=false")
			.run((context) -> check.accept(context.getBean(Activator.class),
					context.getBean(ServiceControlManager.class)));
	}

	private static ComPointer<NativeWork> create(Activator activator) {
		return activator.createInstance(PROG_ID, NativeWork.class);
	}

	/**
	 * What is done with the library.
	 */
	private interface Check {

		void accept(Activator activator, ServiceControlManager scm) throws Exception;

	}

}
