package io.github.comspring.core.launch.cgroup;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GroupCounts}, with files as the kernel writes them.
 */
@Timeout(60)
class GroupCountsTests {

	@TempDir
	Path directory;

	@Test
	void ofThenWhatTheFilesSay() {
		new MadeUpGroup(this.directory).with("memory.peak", "268435456\n")
			.with("memory.events", "low 0\nhigh 0\nmax 41\noom 2\noom_kill 3\noom_group_kill 1\n")
			.with("pids.events", "max 7\n")
			.with("cpu.stat", """
					usage_usec 1
					user_usec 2
					system_usec 3
					nr_periods 4
					nr_throttled 5
					throttled_usec 1500001
					""");
		assertThat(GroupCounts.of(this.directory))
			.isEqualTo(new GroupCounts(this.directory, 268_435_456L, 2L, 3L, 7L, Duration.ofNanos(1_500_001_000)));
	}

	/**
	 * As of an old kernel, of a group without controllers, or of one that is gone.
	 */
	@Test
	void ofWhenTheKernelHasNoSuchFilesThenNull() {
		new MadeUpGroup(this.directory).with("cpu.stat", "usage_usec 1\n").with("memory.events", "low 0\n");
		GroupCounts none = new GroupCounts(this.directory, null, null, null, null, null);
		assertThat(GroupCounts.of(this.directory)).isEqualTo(none);
		Path gone = this.directory.resolve("gone");
		assertThat(GroupCounts.of(gone)).isEqualTo(new GroupCounts(gone, null, null, null, null, null));
	}

	@Test
	void ofWhenFilesMakeNoSenseThenNull() {
		new MadeUpGroup(this.directory).with("memory.peak", "max\n")
			.with("pids.events", "max -1\n")
			.with("memory.events", "oom\n")
			.with("cpu.stat", "throttled_usec 99999999999999999999\n");
		assertThat(GroupCounts.of(this.directory))
			.isEqualTo(new GroupCounts(this.directory, null, null, null, null, null));
	}

}
