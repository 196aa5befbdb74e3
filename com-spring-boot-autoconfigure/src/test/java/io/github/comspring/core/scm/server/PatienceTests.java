package io.github.comspring.core.scm.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Patience}.
 */
class PatienceTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);

	@Test
	void nextWaitThenLongerUpToFiveSeconds() {
		Patience.Search search = new Patience(null, this.now::get).begin();
		assertThat(search.isFirst()).isTrue();
		assertThat(search.nextWait()).isEqualTo(50_000_000);
		assertThat(search.isFirst()).isFalse();
		assertThat(search.nextWait()).isEqualTo(100_000_000);
		for (int i = 0; i < 10; i++) {
			search.nextWait();
		}
		assertThat(search.nextWait()).isEqualTo(5_000_000_000L);
	}

	@Test
	void nextWaitWhenLimitIsReachedThenEnds() {
		Patience.Search search = new Patience(Duration.ofMillis(60), this.now::get).begin();
		assertThat(search.nextWait()).isEqualTo(50_000_000);
		this.now.addAndGet(50_000_000);
		assertThat(search.nextWait()).isEqualTo(10_000_000);
		this.now.addAndGet(10_000_000);
		assertThat(search.nextWait()).isZero();
	}

}
