package sample.cards;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link SnakeYamlCardReader}.
 */
class SnakeYamlCardReaderTests {

	private final IndexCardReader reader = new SnakeYamlCardReader();

	@Test
	void readThenEntriesInTheirOrderAndTheLibrary() throws Exception {
		IndexCard card = this.reader.read("title: A desk\ncopies: 3\nkeywords: [a, b]");
		assertThat(card.entries()).containsExactly(entry("title", "A desk"), entry("copies", "3"),
				entry("keywords", "[a, b]"));
		assertThat(card.library()).isEqualTo("SnakeYAML 1.33");
		assertThat(card.processId()).isEqualTo(ProcessHandle.current().pid());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "just words", "[a, b]", "title: [", "!!java.net.URL ['http://127.0.0.1/']" })
	void readWhenNoCardThenSaysWhatToDo(String yaml) {
		assertThatExceptionOfType(IndexCardException.class).isThrownBy(() -> this.reader.read(yaml))
			.withMessageStartingWith("The index card");
	}

}
