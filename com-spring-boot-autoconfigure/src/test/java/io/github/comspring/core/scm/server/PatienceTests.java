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

	/**
	 * Pauses a search, and passes the time that it asks for.
	 * @return how long it was, or 0 if the search has ended
	 */
	private Duration pause(Patience.Search search) throws InterruptedException {
		long before = this.now.get();
		boolean goesOn = search.pause((nanos) -> {
			this.now.addAndGet(nanos);
			return false;
		});
		return goesOn ? Duration.ofNanos(this.now.get() - before) : Duration.ZERO;
	}

	@Test
	void pauseThenLongerUpToFiveSeconds() throws Exception {
		Patience.Search search = new Patience(null, this.now::get).begin();
		assertThat(search.isFirst()).isTrue();
		assertThat(pause(search)).isEqualTo(Duration.ofMillis(50));
		assertThat(search.isFirst()).isFalse();
		assertThat(pause(search)).isEqualTo(Duration.ofMillis(100));
		for (int i = 0; i < 10; i++) {
			pause(search);
		}
		assertThat(pause(search)).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void pauseWhenLimitIsReachedThenEnds() throws Exception {
		Patience.Search search = new Patience(Duration.ofMillis(60), this.now::get).begin();
		assertThat(pause(search)).isEqualTo(Duration.ofMillis(50));
		assertThat(pause(search)).isEqualTo(Duration.ofMillis(10));
		assertThat(pause(search)).isZero();
	}

	@Test
	void pauseWhenAttemptTakesTimeThenItCounts() throws Exception {
		Patience.Search search = new Patience(Duration.ofHours(1), this.now::get).begin();
		assertThat(pause(search)).isPositive();
		this.now.addAndGet(Duration.ofHours(1).toNanos());
		assertThat(pause(search)).isZero();
	}

	@Test
	void pauseWhenThisProcessStandsStillThenThatDoesNotCount() throws Exception {
		Patience.Search search = new Patience(Duration.ofMinutes(1), this.now::get).begin();
		AtomicLong waits = new AtomicLong();
		assertThat(search.pause((nanos) -> {
			boolean first = waits.getAndIncrement() == 0;
			this.now.addAndGet(first ? Duration.ofHours(1).toNanos() : nanos);
			return false;
		})).isTrue();
		assertThat(pause(search)).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void pauseWhenSearchIsClosedThenEnds() throws Exception {
		assertThat(new Patience(null, this.now::get).begin().pause((nanos) -> true)).isFalse();
	}

}
