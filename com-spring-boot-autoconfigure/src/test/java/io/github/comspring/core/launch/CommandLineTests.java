package io.github.comspring.core.launch;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CommandLine}.
 */
class CommandLineTests {

	@Test
	@Tag("LS-02")
	void parseWhenQuotedPathWithSpacesThenOneWord() {
		assertThat(CommandLine.parse("\"/opt/my server/bin/run\" -x 'a b' \"c d\"").words())
			.containsExactly("/opt/my server/bin/run", "-x", "'a", "b'", "c d");
	}

	@Test
	void parseWhenManySpacesThenNoEmptyWords() {
		assertThat(CommandLine.parse("  java \t-jar\n a.jar  ").words()).containsExactly("java", "-jar", "a.jar");
	}

	@Test
	void parseWhenQuotesAreWithinWordThenTheyGo() {
		assertThat(CommandLine.parse("java -Dname=\"a b\"c \"\" end").words()).containsExactly("java", "-Dname=a bc",
				"", "end");
	}

	@Test
	void parseWhenBackslashesThenTheyStay() {
		assertThat(CommandLine.parse("C:\\bin\\run.exe \"C:\\dir\\\" \\n").words()).containsExactly("C:\\bin\\run.exe",
				"C:\\dir\\", "\\n");
	}

	@Test
	void parseWhenWordIsHugeThenRead() {
		assertThat(CommandLine.parse("\"a \"b".repeat(100_000)).words()).containsExactly("a b".repeat(100_000));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  \t", "\"\"", "\"  \" -x" })
	void parseWhenNoProgramThenAppNotFound(String text) {
		assertAppNotFound(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"", "java \"-jar a.jar", "a\"b\"c\"" })
	void parseWhenQuoteIsNotClosedThenAppNotFound(String text) {
		assertAppNotFound(text);
	}

	@Test
	@Tag("LS-02")
	void commandWhenExecutableThenTakesPlaceOfFirstWord() {
		assertThat(CommandLine.parse("desk -x").command("/opt/my desk", List.of("-Embedding")))
			.containsExactly("/opt/my desk", "-x", "-Embedding");
	}

	@Test
	@Tag("LS-02")
	void commandWhenNoExecutableThenArgumentsAreAddedAtTheEnd() {
		assertThat(CommandLine.parse("desk -x").command(null, List.of("-Embedding"))).containsExactly("desk", "-x",
				"-Embedding");
	}

	private static void assertAppNotFound(String text) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> CommandLine.parse(text))
			.withMessageContaining("command line")
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_APPNOTFOUND);
	}

}
