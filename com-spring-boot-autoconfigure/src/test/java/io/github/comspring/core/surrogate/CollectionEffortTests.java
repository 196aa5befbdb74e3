package io.github.comspring.core.surrogate;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CollectionEffort}.
 */
class CollectionEffortTests {

	private static final long SIZE = 64 << 20;

	@ParameterizedTest
	@CsvSource({ "950, 1, true", "900, 1, false", "100, 1, false", "950, 2, false", "1000, 10, false" })
	void isInVainSinceWhenTimeGoesToCollectionsThatFreeNextToNothingThenTrue(int collecting, int hundredthsFree,
			boolean inVain) {
		CollectionEffort before = new CollectionEffort(nanos(-40_000), nanos(7000), SIZE, 0);
		CollectionEffort after = new CollectionEffort(nanos(-39_000), nanos(7000 + collecting), SIZE,
				SIZE / 100 * hundredthsFree);
		assertThat(after.isInVainSince(before)).isEqualTo(inVain);
	}

	private static long nanos(int millis) {
		return Duration.ofMillis(millis).toNanos();
	}

}
