package io.github.comspring.core.launch.output;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OutputLog}.
 */
class OutputLogTests {

	private final List<String> logged = new ArrayList<>();

	private final OutputLog log = new OutputLog(this.logged::add);

	@Test
	void writeWhenLineComesInPiecesThenLoggedOnce() {
		write("one\ntw");
		assertThat(this.logged).containsExactly("one");
		write("o\r\n\nthree");
		assertThat(this.logged).containsExactly("one", "two", "");
	}

	@Test
	void endWhenLineWasBegunThenLogged() {
		write("one\ntwo");
		this.log.end();
		this.log.end();
		assertThat(this.logged).containsExactly("one", "two");
		assertThat(this.log.lastLines()).containsExactly("one", "two");
	}

	@Test
	void writeWhenLineIsTooLongThenCutAndNextIsWhole() {
		write("x".repeat(OutputLog.MAX_LINE));
		write("\n" + "y".repeat(OutputLog.MAX_LINE));
		write("y");
		write("y\nz\n");
		assertThat(this.logged).containsExactly("x".repeat(OutputLog.MAX_LINE),
				"y".repeat(OutputLog.MAX_LINE) + OutputLog.CUT, "z");
	}

	@Test
	void writeWhenNotTextThenReplaced() {
		byte[] bytes = { 'a', (byte) 0xFF, 'b', '\n' };
		this.log.write(bytes, bytes.length);
		write("\u00e4\n");
		assertThat(this.logged).containsExactly("a\ufffdb", "\u00e4");
	}

	@Test
	void writeWhenControlCharactersThenReplaced() {
		write("\u001b[31mred\u001b[0m\ta\rb\u2028c\u0085d\u0000\n");
		assertThat(this.logged).containsExactly("\ufffd[31mred\ufffd[0m\ta\ufffdb\ufffdc\ufffdd\ufffd");
		assertThat(this.log.lastLines()).isEqualTo(this.logged);
	}

	@Test
	void lastLinesWhenManyThenTheLastFifty() {
		IntStream.rangeClosed(1, 60).forEach((i) -> write(i + "\n"));
		assertThat(this.log.lastLines()).hasSize(50).startsWith("11").endsWith("60");
		write("begun");
		assertThat(this.log.lastLines()).hasSize(50).startsWith("12").endsWith("60", "begun");
	}

	@Test
	void lastLinesWhenLogIsBlockedThenAnswers() {
		List<List<String>> seen = new CopyOnWriteArrayList<>();
		OutputLog[] slow = new OutputLog[1];
		slow[0] = new OutputLog((line) -> {
			new Thread(() -> seen.add(slow[0].lastLines())).start();
			await().until(() -> !seen.isEmpty());
		});
		slow[0].write(new byte[] { 'a', '\n' }, 2);
		assertThat(seen).containsExactly(List.of("a"));
	}

	private void write(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.log.write(bytes, bytes.length);
	}

}
