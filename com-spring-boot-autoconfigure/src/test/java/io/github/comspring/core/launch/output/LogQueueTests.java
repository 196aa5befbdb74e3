package io.github.comspring.core.launch.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LogQueue}, with a writer that writes when it is told to.
 */
class LogQueueTests {

	private static final String LINE = "x".repeat(1024 - LogQuota.LINE);

	private static final int LINES = LogQueue.CAPACITY / 1024;

	private final List<String> logged = new ArrayList<>();

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final LogQueue queue = new LogQueue(this::log, this.tasks::add);

	private RuntimeException failure;

	private Runnable meanwhile = () -> {
	};

	private void log(String line) {
		this.meanwhile.run();
		if (this.failure != null) {
			throw this.failure;
		}
		this.logged.add(line);
	}

	@Test
	void acceptThenOneTaskWritesAllInOrder() {
		this.queue.accept("one");
		this.queue.accept("two");
		assertThat(this.logged).isEmpty();
		assertThat(this.tasks).hasSize(1);
		this.tasks.pop().run();
		assertThat(this.logged).containsExactly("one", "two");
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void acceptWhileLogWritesThenTheNextTaskWrites() {
		this.queue.accept("one");
		this.meanwhile = () -> {
			this.meanwhile = () -> {
			};
			this.queue.accept("two");
		};
		this.tasks.pop().run();
		assertThat(this.logged).containsExactly("one");
		this.tasks.pop().run();
		assertThat(this.logged).containsExactly("one", "two");
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void acceptWhenLogTakesNoneThenBoundedAndTheRestIsCounted() {
		accept(LINES + 3);
		this.tasks.pop().run();
		this.queue.accept("again");
		this.tasks.pop().run();
		assertThat(this.logged).hasSize(LINES + 2)
			.endsWith(LINE, "... (3 lines are missing here, as the log took none meanwhile)", "again");
	}

	@Test
	void acceptWhenLinesAreMissingThenNoLaterLineStandsBeforeTheGap() {
		accept(LINES + 1);
		this.queue.accept("");
		this.tasks.pop().run();
		assertThat(this.logged).hasSize(LINES + 1).last().asString().contains("2 lines are missing");
	}

	@Test
	void acceptWhenLogFailsThenTheRestIsWritten() {
		this.queue.accept("one");
		this.queue.accept("two");
		this.failure = new IllegalStateException("disk full");
		this.tasks.pop().run();
		this.failure = null;
		this.queue.accept("three");
		this.tasks.pop().run();
		assertThat(this.logged).containsExactly("three");
	}

	@Test
	void acceptWhenNoThreadCanBeHadThenTheNextLineTriesAgain() {
		List<Runnable> started = new ArrayList<>();
		LogQueue starved = new LogQueue(this::log, (task) -> {
			started.add(task);
			if (started.size() == 1) {
				throw new RejectedExecutionException("no threads");
			}
		});
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> starved.accept("one"));
		assertThat(starved.written()).isCompleted();
		starved.accept("two");
		started.get(1).run();
		assertThat(this.logged).containsExactly("one", "two");
	}

	@Test
	void writtenThenDoneOnceTheLogHasAll() {
		assertThat(this.queue.written()).isCompleted();
		this.queue.accept("one");
		CompletableFuture<Void> written = this.queue.written();
		this.meanwhile = () -> assertThat(written).isNotDone();
		this.tasks.pop().run();
		assertThat(written).isCompleted();
	}

	private void accept(int lines) {
		for (int i = 0; i < lines; i++) {
			this.queue.accept(LINE);
		}
	}

}
