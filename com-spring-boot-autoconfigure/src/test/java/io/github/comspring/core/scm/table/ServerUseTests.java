package io.github.comspring.core.scm.table;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerUse}.
 */
class ServerUseTests {

	private final ServerUse use = new ServerUse();

	/** Begins somewhere, as the JDK's does. */
	private static long at(long millis) {
		return Long.MAX_VALUE - 1 + Duration.ofMillis(millis).toNanos();
	}

	@Test
	void maySampleThenOnceASecond() {
		assertThat(this.use.maySample(at(0))).isTrue();
		assertThat(this.use.maySample(at(0))).isFalse();
		assertThat(this.use.maySample(at(999))).isFalse();
		assertThat(this.use.maySample(at(1000))).isTrue();
		assertThat(this.use.maySample(at(1001))).isFalse();
	}

	@Test
	void takenThenCounts() {
		assertThat(this.use.taken()).isOne();
		assertThat(this.use.taken()).isEqualTo(2);
		assertThat(this.use.activations()).isEqualTo(2);
	}

}
