package io.github.comspring.core;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningTime}, with times in milliseconds.
 */
@Timeout(60)
class RunningTimeTests {

	/** Begins somewhere, as the JDK's does. */
	private long tick = Long.MAX_VALUE - nanos(5_000);

	private final RunningTime time = new RunningTime(() -> this.tick);

	private static long nanos(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

	private long now() {
		return Duration.ofNanos(this.time.now()).toMillis();
	}

	private int waits;

	private long sleep(long left) {
		return Duration.ofNanos(this.time.sleep(nanos(left))).toMillis();
	}

	private void pass(long millis) {
		this.tick += nanos(millis);
	}

	@ParameterizedTest
	@CsvSource({ "600000, 1000", "4000, 1000", "2000, 500", "400, 100", "300, 100", "100, 100", "7, 7", "0, 0" })
	void sleepThenForAPartOfWhatIsLeft(long left, long asked) {
		assertThat(sleep(left)).isEqualTo(asked);
	}

	@ParameterizedTest
	@CsvSource({ "500, 500", "1000, 1000", "1001, 1000", "2000, 1000", "2001, 0", "86400000, 0" })
	void wakesThenNoMoreCountsThanWasAskedForAndNothingIfFarTooLate(long slept, long counted) {
		sleep(60_000);
		pass(slept);
		assertThat(now()).isEqualTo(counted);
		sleep(60_000);
		pass(300);
		assertThat(now()).isEqualTo(counted + 300);
	}

	@Test
	void pauseInTheLastMomentBeforeADeadlineThenTimeIsLeft() {
		while (now() < 1_950) {
			pass(Math.min(sleep(2_000 - now()), 50));
		}
		sleep(2_000 - now());
		pass(10_000);
		assertThat(now()).isEqualTo(1_950);
	}

	@Test
	void pauseAgainAndAgainThenEachIsLeftOut() {
		for (int i = 0; i < 100; i++) {
			pass(sleep(10_000));
			sleep(10_000);
			pass(60_000);
		}
		assertThat(now()).isEqualTo(100_000);
	}

	@Test
	void nothingIsWaitedForThenAllOfItCounts() {
		pass(86_400_000);
		assertThat(now()).isEqualTo(86_400_000);
		sleep(1_000);
		this.time.rest();
		pass(60_000);
		assertThat(now()).isEqualTo(86_460_000);
	}

	private boolean await(long timeout, LongUnaryOperator passing) throws InterruptedException {
		return this.time.await(Duration.ofMillis(timeout), (nanos) -> {
			this.waits++;
			pass(passing.applyAsLong(Duration.ofNanos(nanos).toMillis()));
			return false;
		});
	}

	@Test
	void awaitWhenItDoesNotComeThenForTheTime() throws Exception {
		long before = this.tick;
		assertThat(await(5_000, (asked) -> asked)).isFalse();
		assertThat(this.tick - before).isEqualTo(nanos(5_000));
	}

	@Test
	void awaitWhenItIsThereThenNoTimeIsNeeded() throws Exception {
		assertThat(this.time.await(Duration.ZERO, (nanos) -> nanos == 0)).isTrue();
		assertThat(this.time.await(CompletableFuture.completedFuture(1), Duration.ZERO)).isTrue();
		assertThat(this.time.await(CompletableFuture.failedFuture(new IOException()), Duration.ZERO)).isTrue();
		assertThat(this.time.await(new CompletableFuture<>(), Duration.ZERO)).isFalse();
	}

	@Test
	void awaitWhenForLongerThanNanosecondsCanSayThenWaits() throws Exception {
		pass(1);
		assertThat(this.time.await(Duration.ofDays(1_000_000), (nanos) -> ++this.waits == 3)).isTrue();
	}

	@Test
	void awaitWhenTheProcessStandsStillThenWaitsOn() throws Exception {
		assertThat(await(300, (asked) -> (this.waits == 1) ? nanos(3_600) : asked)).isFalse();
		assertThat(this.waits).isGreaterThan(3);
	}

}
