package io.github.comspring.core.launch.cgroup;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What has happened in a control group. What a kernel does not tell, or counts only for a
 * group with the limit, is {@code null}.
 *
 * @param directory the group
 * @param memoryPeak how many bytes of memory there were at most; since Linux 5.19
 * @param memoryOverruns how often there was no more memory left of what the group may
 * have
 * @param oomKills how many processes the kernel has ended for want of memory, in the
 * group, the container or the machine
 * @param pidsRefused how often a process or thread was refused
 * @param cpuThrottled how long threads have waited, all together, as the group had used
 * up its processors
 */
public record GroupCounts(Path directory, @Nullable Long memoryPeak, @Nullable Long memoryOverruns,
		@Nullable Long oomKills, @Nullable Long pidsRefused, @Nullable Duration cpuThrottled) {

	private static final String MEMORY_EVENTS = "memory.events";

	/**
	 * Reads the counts of a group.
	 * @param directory the group, which may be gone
	 */
	static GroupCounts of(Path directory) {
		Path events = directory.resolve(MEMORY_EVENTS);
		Long throttled = GroupFile.number(directory.resolve("cpu.stat"), "throttled_usec");
		return new GroupCounts(directory, GroupFile.number(directory.resolve("memory.peak")),
				GroupFile.number(events, "oom"), GroupFile.number(events, "oom_kill"),
				GroupFile.number(directory.resolve("pids.events"), "max"),
				(throttled != null) ? Duration.ofNanos(throttled * 1000) : null);
	}

}
