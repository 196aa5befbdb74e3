package io.github.comspring.core.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Lifeline}.
 */
@ExtendWith(NoLeftovers.class)
class LifelineTests {

	private final PipedOutputStream launcher = new PipedOutputStream();

	private final AtomicInteger gone = new AtomicInteger();

	@Test
	void openWhenSecretThenReadsTheFirstLineOnly() throws IOException {
		ByteArrayInputStream input = new ByteArrayInputStream("secret\nmore".getBytes(StandardCharsets.US_ASCII));
		CountDownLatch ended = new CountDownLatch(1);
		try (Lifeline lifeline = Lifeline.open(input, ended::countDown)) {
			assertThat(lifeline.secret()).isEqualTo("secret");
			await().until(() -> ended.getCount() == 0);
		}
	}

	@Test
	void openWhenLauncherStaysThenNotGoneUntilInputEnds() throws IOException {
		try (Lifeline lifeline = open()) {
			this.launcher.write('\n');
			this.launcher.flush();
			assertThat(lifeline.secret()).isEqualTo("secret");
			assertThat(this.gone).hasValue(0);
			this.launcher.close();
			await().untilAtomic(this.gone, (count) -> assertThat(count).isNotZero());
		}
		assertThat(this.gone).hasValue(1);
	}

	@ParameterizedTest
	@CsvSource({ "., true", ".x, false", "'', false" })
	void openWhenInputEndsThenReleasedOnlyIfTheLauncherSaysSoLast(String said, boolean orderly) throws Exception {
		InputStream input = new ByteArrayInputStream(("secret\n" + said).getBytes(StandardCharsets.US_ASCII));
		CompletableFuture<Boolean> released = new CompletableFuture<>();
		try (Lifeline lifeline = Lifeline.open(input, () -> released.complete(true), () -> released.complete(false))) {
			assertThat(lifeline.secret()).isEqualTo("secret");
			assertThat(released.get(1, TimeUnit.MINUTES)).isEqualTo(orderly);
		}
	}

	@Test
	void closeWhenLauncherGoesLaterThenNotTold() throws Exception {
		Thread watching;
		try (Lifeline lifeline = open()) {
			watching = watcher();
			assertThat(watching.isDaemon()).isTrue();
			assertThat(lifeline.secret()).isEqualTo("secret");
		}
		this.launcher.close();
		watching.join();
		assertThat(this.gone).hasValue(0);
	}

	@Test
	void openWhenReadingFailsByAnErrorThenGoneOnlyWhenInputEnds() throws IOException {
		InputStream input = new InputStream() {

			private int position;

			private int errors;

			@Override
			public int read() {
				if (this.position == 2 && this.errors++ < 2) {
					throw new OutOfMemoryError("in a test");
				}
				return (this.position < 3) ? "s\n.".charAt(this.position++) : -1;
			}

		};
		CompletableFuture<Boolean> released = new CompletableFuture<>();
		try (Lifeline lifeline = Lifeline.open(input, () -> released.complete(true), () -> released.complete(false))) {
			assertThat(lifeline.secret()).isEqualTo("s");
			assertThat(released.orTimeout(1, TimeUnit.MINUTES).join()).isTrue();
		}
	}

	@Test
	void openWhenInputFailsLaterThenGone() throws IOException {
		InputStream failing = new InputStream() {

			private int position;

			@Override
			public int read() throws IOException {
				if (this.position == 2) {
					throw new IOException("lost");
				}
				return "s\n".charAt(this.position++);
			}

		};
		try (Lifeline lifeline = Lifeline.open(failing, this.gone::incrementAndGet)) {
			assertThat(lifeline.secret()).isEqualTo("s");
			await().untilAtomic(this.gone, (count) -> assertThat(count).isEqualTo(1));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "no line", "line without end", "a b\n", "\u00ff\n" })
	void openWhenNoSecretThenWrongServerIdentity(String text) {
		assertNotLaunched(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
	}

	@Test
	void openWhenSecretIsEndlessThenWrongServerIdentity() {
		assertNotLaunched(new InputStream() {

			@Override
			public int read() {
				return 'x';
			}

		});
	}

	@Test
	void openWhenInputCannotBeReadThenWrongServerIdentity() {
		assertNotLaunched(new PipedInputStream());
	}

	@Test
	void openWhenSecretIsTheLongestThenReadsIt() {
		String secret = "s".repeat(Lifeline.MAX_SECRET);
		InputStream input = new ByteArrayInputStream((secret + "\n").getBytes(StandardCharsets.US_ASCII));
		try (Lifeline lifeline = Lifeline.open(input, this.gone::incrementAndGet)) {
			assertThat(lifeline.secret()).isEqualTo(secret);
		}
	}

	@Test
	void toStringThenHidesTheSecret() throws IOException {
		try (Lifeline lifeline = open()) {
			assertThat(lifeline.toString()).doesNotContain("secret");
			this.launcher.close();
		}
	}

	private Lifeline open() throws IOException {
		PipedInputStream input = new PipedInputStream(this.launcher);
		this.launcher.write("secret\n".getBytes(StandardCharsets.US_ASCII));
		return Lifeline.open(input, this.gone::incrementAndGet);
	}

	private static Thread watcher() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("com-lifeline"))
			.findAny()
			.orElseThrow();
	}

	private void assertNotLaunched(InputStream input) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Lifeline.open(input, this.gone::incrementAndGet))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_WRONG_SERVER_IDENTITY);
		assertThat(this.gone).hasValue(0);
	}

}
