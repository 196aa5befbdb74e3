package io.github.comspring.core.launch.output;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogQuota}.
 */
class LogQuotaTests {

	private static final String LINE = "x".repeat(1024 - LogQuota.LINE);

	private static final int LINES = LogQuota.QUOTA / 1024;

	private final List<String> logged = new ArrayList<>();

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);

	private final LogQuota quota = new LogQuota(this.logged::add, this.nanos::get);

	@Test
	void acceptWhenQuotaIsJustUsedThenAllGoOn() {
		write(LINES);
		assertThat(this.logged).hasSize(LINES).containsOnly(LINE);
	}

	@Test
	void acceptWhenMoreThenSaidOnceAndLeftOutUntilTimeHasPassed() {
		write(LINES + 5);
		pass(LogQuota.SPAN.toNanos() - 1);
		write(2);
		this.quota.accept("");
		assertThat(this.logged).hasSize(LINES + 1).last().asString().contains("left out", "2 MiB");
		pass(1);
		this.quota.accept("again");
		assertThat(this.logged).hasSize(LINES + 3).endsWith("... (8 lines were left out)", "again");
	}

	@Test
	void acceptWhenTimeHasPassedThenQuotaIsFresh() {
		for (int i = 0; i < 3; i++) {
			write(LINES);
			pass(LogQuota.SPAN.toNanos());
		}
		assertThat(this.logged).hasSize(3 * LINES).containsOnly(LINE);
	}

	private void write(int lines) {
		for (int i = 0; i < lines; i++) {
			this.quota.accept(LINE);
		}
	}

	private void pass(long time) {
		this.nanos.addAndGet(time);
	}

}
