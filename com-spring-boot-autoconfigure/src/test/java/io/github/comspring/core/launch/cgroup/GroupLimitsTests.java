package io.github.comspring.core.launch.cgroup;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GroupLimits}.
 */
@Timeout(60)
class GroupLimitsTests {

	private static final GroupLimits ALL = new GroupLimits(262_144, 40, 1500);

	@Test
	void filesThenWhatTheKernelTakes() {
		assertThat(ALL.files()).containsExactly(Map.entry("memory.max", "268435456"),
				Map.entry("memory.oom.group", "1"), Map.entry("pids.max", "40"), Map.entry("cpu.max", "150000 100000"));
		assertThat(new GroupLimits(Integer.MAX_VALUE, null, 10).files())
			.containsEntry("memory.max", Long.toString(Integer.MAX_VALUE * 1024L))
			.containsEntry("cpu.max", "1000 100000");
		assertThat(GroupLimits.NONE.files()).isEmpty();
	}

	@Test
	void controllersThenThoseOfTheLimitsAlone() {
		assertThat(ALL.controllers()).containsExactly("cpu", "memory", "pids");
		assertThat(new GroupLimits(null, 1, null).controllers()).containsExactly("pids");
		assertThat(GroupLimits.NONE.controllers()).isEmpty();
	}

	@Test
	void propertiesThenThoseThatAskForTheGroup() {
		assertThat(ALL.properties()).isEqualTo("cgroup.cpu-max, cgroup.memory-max, cgroup.pids-max");
		assertThat(GroupLimits.NONE.properties()).isEqualTo("cgroup.enabled");
	}

	@Test
	void overrunWhenKilledForItsOwnLimitThenNamesIt() {
		assertThat(ALL.overrun(counts(1L, 3L, 9L)))
			.isEqualTo("it took more memory than cgroup.memory-max of its application, 256MB");
		assertThat(new GroupLimits(1025, null, null).overrun(counts(1L, 1L, null))).endsWith(", 1025KB");
	}

	@Test
	void overrunWhenKilledAndNotForItsOwnLimitThenSaysSo() {
		assertThat(ALL.overrun(counts(0L, 1L, null))).contains("no more memory for it on the machine");
		assertThat(GroupLimits.NONE.overrun(counts(1L, 1L, null))).contains("no more memory for it on the machine");
	}

	@Test
	void overrunWhenThreadsWereRefusedThenNamesTheLimit() {
		assertThat(ALL.overrun(counts(0L, 0L, 7L)))
			.isEqualTo("it was refused processes or threads 7 times, as cgroup.pids-max of its application is 40");
	}

	@Test
	void overrunWhenNothingHappenedThenNull() {
		assertThat(ALL.overrun(counts(0L, 0L, 0L))).isNull();
		assertThat(ALL.overrun(counts(null, null, null))).isNull();
		assertThat(GroupLimits.NONE.overrun(counts(null, null, 7L))).isNull();
	}

	private static GroupCounts counts(Long overruns, Long kills, Long refused) {
		return new GroupCounts(Path.of("/g"), null, overruns, kills, refused, null);
	}

}
