package io.github.comspring.core.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessExit}.
 */
class ProcessExitTests {

	private static final String SEGV = """
			Loaded the model
			#
			# A fatal error has been detected by the Java Runtime Environment:
			#
			#  SIGSEGV (0xb) at pc=0x00007f04764d2f94, pid=25325, tid=25326
			#
			# JRE version: OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6-Debian-1deb12u1)
			# Problematic frame:
			# C  [libstdc++.so.6+0x2f94]  desk::draw(Page*)+0x124
			#
			# An error report file with more information is saved as:
			# /crashes/crash-1.log
			#
			""";

	private static ProcessBounds memory(int memory) {
		return new ProcessBounds(memory, false, null);
	}

	private static ProcessBounds surrogate(Integer memory) {
		return new ProcessBounds(memory, true, null);
	}

	@ParameterizedTest
	@CsvSource({ "0, exited with code 0", "1, exited with code 1", "128, exited with code 128",
			"137, was ended by signal 9 (SIGKILL)", "143, was ended by signal 15 (SIGTERM)",
			"139, was ended by signal 11 (SIGSEGV)", "163, was ended by signal 35", "192, was ended by signal 64",
			"193, exited with code 193", "255, exited with code 255", "-1073741819, exited with code -1073741819" })
	void describeWhenNothingWrittenThenTellsTheStatus(int status, String description) {
		assertThat(new ProcessExit(status, List.of()).describe()).isEqualTo(description);
	}

	@Test
	void describeWhenLinesThenAppendsTheLast() {
		List<String> lines = IntStream.rangeClosed(1, 9).mapToObj((i) -> " line " + i).toList();
		assertThat(new ProcessExit(1, lines).describe())
			.isEqualTo("exited with code 1; the last it wrote: line 5 | line 6 | line 7 | line 8 | line 9");
	}

	@Test
	void describeWhenStackTraceThenShowsItsExceptions() {
		List<String> lines = new ArrayList<>(List.of("Exception in thread \"main\" java.lang.OutOfMemoryError"));
		IntStream.range(0, 40).forEach((i) -> lines.add("\tat desk.Server.main(Server.java:" + i + ")"));
		lines.add("");
		assertThat(new ProcessExit(1, lines).describe()).isEqualTo(
				"exited with code 1; the last it wrote: Exception in thread \"main\" java.lang.OutOfMemoryError");
	}

	@Test
	void describeWhenLineIsLongThenCutsIt() {
		assertThat(new ProcessExit(1, List.of("x".repeat(8000))).describe())
			.endsWith("wrote: " + "x".repeat(200) + "...");
	}

	@ParameterizedTest
	@ValueSource(strings = { "# There is insufficient memory for the Java Runtime Environment to continue.",
			"terminate called after throwing an instance of 'std::bad_alloc'", "sh: 0: Cannot allocate memory" })
	void describeWhenLimitedMemoryIsUsedUpThenNamesTheLimit(String line) {
		assertThat(ProcessExit.of(3, List.of(line), List.of(), memory(262_144)).describe())
			.isEqualTo("exited with code 3; its memory is limited by max-memory of its application, 256MB; "
					+ "the last it wrote: " + line);
		assertThat(ProcessExit.of(3, List.of(line), List.of(), memory(131_073)).describe()).contains(", 131073KB;");
		assertThat(ProcessExit.of(3, List.of(line), List.of(), ProcessBounds.NONE).describe())
			.doesNotContain("max-memory");
		assertThat(ProcessExit.of(0, List.of(line), List.of(), memory(262_144)).describe())
			.doesNotContain("max-memory");
		assertThat(ProcessExit.of(3, List.of("Memory"), List.of(), memory(262_144)).describe())
			.doesNotContain("max-memory");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Terminating due to java.lang.OutOfMemoryError: Java heap space",
			"Terminating due to java.lang.OutOfMemoryError: GC overhead limit exceeded" })
	void describeWhenHeapOfSurrogateIsFullThenNamesItsLimit(String line) {
		assertThat(ProcessExit.of(3, List.of(line), List.of(), surrogate(null)).describe()).isEqualTo(
				"exited with code 3; its heap is limited by max-heap of its application; the last it wrote: " + line);
		assertThat(ProcessExit.of(3, List.of(line), List.of(), surrogate(262_144)).describe())
			.contains("max-heap of its application; its memory is limited by max-memory of its application, 256MB;");
		assertThat(ProcessExit.of(3, List.of(line), List.of(), ProcessBounds.NONE).describe())
			.doesNotContain("max-heap");
		assertThat(ProcessExit.of(0, List.of(line), List.of(), surrogate(null)).describe()).doesNotContain("max-heap");
		assertThat(ProcessExit.of(3, List.of("Heap"), List.of(), surrogate(null)).describe())
			.doesNotContain("max-heap");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Terminating due to java.lang.OutOfMemoryError: unable to create native thread",
			"[warning][os,thread] Failed to start thread with pthread_create (EAGAIN)",
			"libgomp: Thread creation failed: Resource temporarily unavailable" })
	void describeWhenStacksHaveNoRoomThenNamesTheirSizesToo(String line) {
		assertThat(ProcessExit.of(1, List.of(line), List.of(), memory(262_144)).describe())
			.isEqualTo("exited with code 1; its memory is limited by max-memory of its application, 256MB, "
					+ "with the stacks of its threads (thread-stack, -Xss); the last it wrote: " + line);
	}

	@Test
	void describeWhenGroupRanIntoALimitThenNamesThatOne() {
		String overrun = "it took more memory than cgroup.memory-max of its application, 256MB";
		List<String> lines = List.of("Terminating due to java.lang.OutOfMemoryError");
		assertThat(ProcessExit.of(137, lines, List.of(), new ProcessBounds(262_144, true, overrun)).describe())
			.startsWith("was ended by signal 9 (SIGKILL); " + overrun + "; the last it wrote: ")
			.doesNotContain("max-memory of");
		assertThat(ProcessExit.of(0, List.of(), List.of(), new ProcessBounds(null, true, overrun)).describe())
			.isEqualTo("exited with code 0");
	}

	@Test
	void describeThenNamesTheFiles() {
		assertThat(ProcessExit
			.of(3, List.of("Terminating"), List.of(Path.of("/c/a.log"), Path.of("/c/a.hprof")), ProcessBounds.NONE)
			.describe()).isEqualTo("exited with code 3; see /c/a.log and /c/a.hprof; the last it wrote: Terminating");
	}

	@Test
	void exitWhenNoReportThenWhatTheJvmWroteAndNotItsBanner() {
		assertThat(ProcessExit.of(134, SEGV.lines().toList(), List.of(), ProcessBounds.NONE).describe()).isEqualTo(
				"was ended by signal 11 (SIGSEGV) in libstdc++.so.6; problematic frame: C [libstdc++.so.6+0x2f94] "
						+ "desk::draw(Page*)+0x124; see /crashes/crash-1.log; the last it wrote: Loaded the model");
	}

	@Test
	void exitWhenItsOwnEndIsNoneOfAJvmThenOutputOfAnotherIsQuoted() {
		assertThat(ProcessExit.of(3, SEGV.lines().toList(), List.of(), ProcessBounds.NONE).describe())
			.startsWith("exited with code 3;")
			.contains("# An error report file");
	}

}
