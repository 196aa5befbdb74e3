package io.github.comspring.core.classtable;

import java.time.Duration;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ServerProcess}.
 */
class ServerProcessTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	private final ServerProcess process = new ServerProcess();

	@Test
	void awaitNoReferencesWhenNoneThenAtOnce() throws Exception {
		assertThat(this.process.awaitNoReferences(FOREVER)).isTrue();
	}

	@Test
	void awaitNoReferencesWhenOneIsHeldThenUntilItsRelease() throws Exception {
		this.process.addRef();
		this.process.addRef();
		FutureTask<Boolean> waiting = new FutureTask<>(() -> this.process.awaitNoReferences(FOREVER));
		Thread thread = new Thread(waiting);
		thread.start();
		await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		this.process.releaseRef();
		assertThat(waiting).isNotDone();
		this.process.releaseRef();
		assertThat(waiting.get()).isTrue();
	}

	@Test
	void awaitNoReferencesWhenTimeIsOverThenFalse() throws Exception {
		this.process.addRef();
		assertThat(this.process.awaitNoReferences(Duration.ZERO)).isFalse();
		assertThat(this.process.awaitNoReferences(Duration.ofNanos(1))).isFalse();
	}

	@Test
	void awaitNoReferencesWhenInterruptedThenThrows() {
		this.process.addRef();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.process.awaitNoReferences(FOREVER));
	}

}
