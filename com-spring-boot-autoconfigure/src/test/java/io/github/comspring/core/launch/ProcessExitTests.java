package io.github.comspring.core.launch;

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
	@ValueSource(strings = { "Terminating due to java.lang.OutOfMemoryError: unable to create native thread",
			"# There is insufficient memory for the Java Runtime Environment to continue.",
			"terminate called after throwing an instance of 'std::bad_alloc'", "sh: 0: Cannot allocate memory",
			"[warning][os,thread] Failed to start thread with pthread_create (EAGAIN)" })
	void describeWhenLimitedMemoryIsUsedUpThenNamesTheLimit(String line) {
		assertThat(ProcessExit.of(3, List.of(line), List.of(), 262_144).describe())
			.isEqualTo("exited with code 3; its memory is limited by max-memory of its application, 256MB; "
					+ "the last it wrote: " + line);
		assertThat(ProcessExit.of(3, List.of(line), List.of(), 131_073).describe()).contains(", 131073KB;");
		assertThat(ProcessExit.of(3, List.of(line), List.of(), null).describe()).doesNotContain("max-memory");
		assertThat(ProcessExit.of(0, List.of(line), List.of(), 262_144).describe()).doesNotContain("max-memory");
		assertThat(ProcessExit.of(3, List.of("Memory"), List.of(), 262_144).describe()).doesNotContain("max-memory");
	}

}
