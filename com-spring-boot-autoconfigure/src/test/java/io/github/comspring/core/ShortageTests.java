package io.github.comspring.core;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;

import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Shortage}, with what the JDK says in its versions.
 */
@Timeout(10)
class ShortageTests {

	@ParameterizedTest
	@CsvSource({ "'Cannot run program \"java\": error=24, Too many open files', FILES",
			"'Cannot run program \"java\": Exec failed, error: 24 (Too many open files) ', FILES",
			"'Cannot run program \"java\": error=23, Too many open files in system', FILES_OF_MACHINE",
			"'Cannot run program \"java\": error=11, Resource temporarily unavailable', PROCESSES",
			"'Cannot run program \"java\": error=12, Cannot allocate memory', MEMORY",
			"'Cannot run program \"java\": error=2, No such file or directory',",
			"'Cannot run program \"java\": error=2, Too many open files',",
			"'Cannot run program \"java\": error=124, Too many open files',", "'Resource temporarily unavailable',",
			"'No space left on device'," })
	void ofStartOfProgramThenByTheNumber(String message, Shortage expected) {
		assertThat(Shortage.of(new IOException(message))).isEqualTo(expected);
	}

	static Stream<Exception> failuresForWantOfFiles() {
		FileSystemException file = new FileSystemException("/tmp/a", null, "Too many open files");
		return Stream.of(file, new FileNotFoundException("/tmp/a.jar (Too many open files)"),
				new SocketException("Too many open files"), new UncheckedIOException(file),
				new IOException("the directory cannot be made", file));
	}

	@ParameterizedTest
	@MethodSource("failuresForWantOfFiles")
	void ofFileThenByTheReason(Exception failure) {
		assertThat(Shortage.of(failure)).isEqualTo(Shortage.FILES);
	}

	@Test
	void ofOthersThenNone() {
		assertThat(Shortage.of(new IllegalStateException("Too many open files"))).isNull();
		assertThat(Shortage.of(new IOException((String) null))).isNull();
	}

	@Test
	void failureThenSaysWhatToDo() {
		IOException cause = new SocketException("Too many open files");
		assertThat(Shortage.failure(HResult.CO_E_ERRORINDLL, "It cannot be read", ": build it again", cause))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_OUT_OF_RESOURCES))
			.satisfies((ex) -> assertThat(ex.detail()).isEqualTo("It cannot be read, as this process can have no more "
					+ "open files (ulimit -n). Give it more, or find out what keeps so much"))
			.hasCause(cause);
		assertThat(
				Shortage.failure(HResult.CO_E_ERRORINDLL, "It cannot be read", ": build it again", new IOException()))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_ERRORINDLL))
			.satisfies((ex) -> assertThat(ex.detail()).isEqualTo("It cannot be read: build it again"));
	}

}
