package io.github.comspring.core.scm.table;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerUse}.
 */
class ServerUseTests {

	private final ServerUse use = new ServerUse();

	@Test
	void maySampleThenOnceASecond() {
		assertThat(this.use.maySample(Instant.EPOCH)).isTrue();
		assertThat(this.use.maySample(Instant.EPOCH)).isFalse();
		assertThat(this.use.maySample(Instant.EPOCH.plusMillis(999))).isFalse();
		assertThat(this.use.maySample(Instant.EPOCH.plusMillis(1000))).isTrue();
		assertThat(this.use.maySample(Instant.EPOCH.plusMillis(1001))).isFalse();
	}

	@Test
	void takenThenCounts() {
		assertThat(this.use.taken()).isOne();
		assertThat(this.use.taken()).isEqualTo(2);
		assertThat(this.use.activations()).isEqualTo(2);
	}

}
