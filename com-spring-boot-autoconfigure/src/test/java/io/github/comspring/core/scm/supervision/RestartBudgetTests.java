package io.github.comspring.core.scm.supervision;

import java.time.Duration;
import java.time.Instant;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.protocol.RestartState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestartBudget}.
 */
class RestartBudgetTests {

	private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");

	/** Begins somewhere, as the JDK's does. */
	private static final long START = Long.MAX_VALUE - Duration.ofSeconds(15).toNanos();

	private final CoClass coClass = CoClass.of(new Clsid(Guid.random()));

	private final RestartBudget budget = new RestartBudget(this.coClass.toString());

	private static long at(long seconds) {
		return START + Duration.ofSeconds(seconds).toNanos();
	}

	private static Duration seconds(long seconds) {
		return Duration.ofSeconds(seconds);
	}

	private void limit(int failures) {
		this.budget.limits(new RestartLimits(failures, Duration.ofSeconds(60)));
	}

	@Test
	void lockoutWhenLimitIsReachedThenUntilTheFirstFailureIsForgotten() {
		limit(3);
		this.budget.failed(at(0), "exited with code 1");
		this.budget.failed(at(10), "exited with code 2");
		assertThat(this.budget.lockout(at(10))).isNull();
		this.budget.failed(at(20), "exited with code 3");
		assertThat(this.budget.lockout(at(20))).isEqualTo(new Lockout(3, "exited with code 3", seconds(40)));
		assertThat(this.budget.lockout(at(60) - 1)).isNotNull();
		assertThat(this.budget.lockout(at(60))).isNull();
	}

	@Test
	void lockoutWhenWindowSlidesThenTheOthersStillCount() {
		limit(2);
		this.budget.failed(at(0), "first");
		this.budget.failed(at(50), "second");
		assertThat(this.budget.lockout(at(60))).isNull();
		this.budget.failed(at(70), "third");
		assertThat(this.budget.lockout(at(70))).isEqualTo(new Lockout(2, "third", seconds(40)));
	}

	@Test
	void lockoutWhenFailuresAreFarApartThenNever() {
		limit(2);
		for (int i = 0; i < 10; i++) {
			this.budget.failed(at(60 * i), "again");
			assertThat(this.budget.lockout(at(60 * i))).isNull();
		}
	}

	@Test
	void lockoutWhenMoreHaveFailedThanAllowedThenUntilEnoughAreForgotten() {
		for (int i = 0; i < 4; i++) {
			this.budget.failed(at(i), "exited with code " + i);
		}
		limit(2);
		assertThat(this.budget.lockout(at(4))).isEqualTo(new Lockout(4, "exited with code 3", seconds(58)));
	}

	@Test
	void unlockThenNothingCountsAndLastFailureIsKnown() {
		limit(1);
		this.budget.failed(at(0), "exited with code 1");
		this.budget.unlock();
		assertThat(this.budget.lockout(at(0))).isNull();
		assertThat(this.budget.delay(at(0))).isZero();
		assertThat(this.budget.state(at(0), WALL))
			.isEqualTo(new RestartState(this.coClass.toString(), 0, 0, "exited with code 1", null));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 0", "2, 100", "3, 200", "4, 400", "8, 6400", "9, 6400", "1000, 6400" })
	void delayThenDoublesWithEachFailureUpToSomeSeconds(int failures, long millis) {
		for (int i = 0; i < failures; i++) {
			this.budget.failed(START, "again");
		}
		assertThat(this.budget.delay(START)).isEqualTo(Duration.ofMillis(millis));
	}

	@Test
	void delayThenSinceTheLastFailure() {
		this.budget.failed(at(0), "first");
		this.budget.failed(at(1), "second");
		assertThat(this.budget.delay(at(1) + Duration.ofMillis(60).toNanos())).isEqualTo(Duration.ofMillis(40));
		assertThat(this.budget.delay(at(2))).isNegative();
		assertThat(this.budget.delay(at(60))).isZero();
	}

	@Test
	void stateThenRestartsAreThoseAfterAFailure() {
		limit(2);
		this.budget.started();
		this.budget.started();
		assertThat(this.budget.state(at(0), WALL))
			.isEqualTo(new RestartState(this.coClass.toString(), 0, 0, null, null));
		this.budget.failed(at(0), "first");
		this.budget.started();
		this.budget.started();
		this.budget.failed(at(1), "second");
		assertThat(this.budget.state(at(1), WALL))
			.isEqualTo(new RestartState(this.coClass.toString(), 1, 2, "second", WALL.plusSeconds(59)));
	}

}
