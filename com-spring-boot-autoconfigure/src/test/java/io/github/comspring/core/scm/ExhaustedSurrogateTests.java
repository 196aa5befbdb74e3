package io.github.comspring.core.scm;

import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.SurrogateJvm;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Modules that use up what their process may have.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class ExhaustedSurrogateTests {

	private static final Dword HEAP = new Dword(64 << 10);

	private static final String QUICK_ROUNDS = "-Dcomspring.surrogate.heap-round=20";

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory);
	}

	@Test
	@Tag("SU-10")
	void heapThenSurrogateEndsAndNextOneServes() {
		this.faulty.jvm("-Xmx32m");
		assertEndsWith("heap", "OutOfMemoryError: Java heap space");
	}

	/**
	 * The collections of the serial collector end when there is no more room at all.
	 */
	@Test
	@Tag("SU-10")
	void heapButForNextToNothingThenSurrogateEndsAndNextOneServes() {
		this.faulty.with(SurrogateJvm.MAX_HEAP, HEAP).jvm(QUICK_ROUNDS);
		ComException failure = assertEndsWith("nearly-heap=15", "OutOfMemoryError: Java heap space");
		assertThat(failure).hasMessageContainingAll("its heap is limited by max-heap of its application",
				"nearly all its time goes to collections");
	}

	@ParameterizedTest
	@CsvSource({ "-XX:+UseSerialGC, 60", "-XX:+UseG1GC, 150", "-XX:+UseParallelGC, 150" })
	void mostOfHeapThenSurrogateGoesOn(String collector, int left) {
		this.faulty.with(SurrogateJvm.MAX_HEAP, HEAP).jvm(QUICK_ROUNDS, collector);
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			pointer.get().commit("mostly-heap=" + left);
			assertThat(this.faulty.activate()).isEqualTo(this.machine.launched.get(0).pid());
		}
	}

	@Test
	@Tag("SU-10")
	void classesThenSurrogateEndsAndNextOneServes() {
		this.faulty.jvm("-XX:MaxMetaspaceSize=24m");
		assertEndsWith("classes", "OutOfMemoryError: Metaspace");
	}

	private ComException assertEndsWith(String fault, String error) {
		ComException failure;
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			failure = this.faulty.failureOf(() -> pointer.get().commit(fault));
			assertThat(failure.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED);
			assertThat(failure).hasMessageContainingAll("exited with code 3", error);
		}
		assertThat(this.faulty.activate()).isEqualTo(this.machine.launched.get(1).pid());
		return failure;
	}

	@Test
	void filesThenToldAndSurrogateServesAgainWhenTheyAreFree() {
		this.faulty.prefix("prlimit", "--nofile=128:128");
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			assertNoMoreFiles(pointer);
			pointer.get().commit("free");
			assertThat(this.faulty.activate()).isEqualTo(this.machine.launched.get(0).pid());
		}
		assertThat(this.machine.launched).hasSize(1);
	}

	@Test
	void filesWhenApplicationEndsThenSurrogateEndsByItself() {
		this.faulty.prefix("prlimit", "--nofile=128:128");
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			assertNoMoreFiles(pointer);
		}
		this.machine.launched.get(0).release();
		assertThat(this.machine.launched.get(0).exit().join().status()).isZero();
	}

	private static void assertNoMoreFiles(ComPointer<Faulty> pointer) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().commit("files"))
			.withMessageContaining("Read the log of the server")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT));
	}

	/**
	 * The limit is one of the address space, which stacks take, as the number of threads
	 * of a user cannot be limited for root.
	 */
	@Test
	void threadsThenProcessHasEndedForThatAndNextClientIsServed() {
		this.faulty.prefix("prlimit", "--as=" + (4L << 30))
			.jvm("-XX:CompressedClassSpaceSize=64m", "-XX:ReservedCodeCacheSize=64m");
		try (ComPointer<Faulty> pointer = this.faulty.create()) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().commit("threads"))
				.withMessageContaining("unable to create native thread")
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
		}
		assertThat(this.machine.launched.get(0).exit().join().status()).isEqualTo(3);
		assertThat(this.faulty.activate()).isPositive();
	}

}
