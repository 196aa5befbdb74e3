package io.github.comspring.core.launch.cgroup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a process has together with all that it starts. Without a limit the group is there
 * to be ended as one.
 *
 * @param memory how many KiB of memory they may have, or {@code null} for any amount;
 * beyond it the kernel ends them all
 * @param pids how many threads of processes there may be, or {@code null} for any number
 * @param processors how many thousandths of a processor they may use, or {@code null} for
 * any number
 */
public record GroupLimits(@Nullable Integer memory, @Nullable Integer pids, @Nullable Integer processors) {

	/** A group for its own sake. */
	public static final GroupLimits NONE = new GroupLimits(null, null, null);

	/** In microseconds, as the kernel has it by default. */
	private static final int PERIOD = 100_000;

	/**
	 * Returns what is written to the files of the group.
	 * @return the texts by the names of the files, in their order
	 */
	Map<String, String> files() {
		Map<String, String> files = new LinkedHashMap<>();
		if (this.memory != null) {
			files.put("memory.max", Long.toString(this.memory * 1024L));
			files.put("memory.oom.group", "1");
		}
		if (this.pids != null) {
			files.put("pids.max", this.pids.toString());
		}
		if (this.processors != null) {
			files.put("cpu.max", this.processors * (PERIOD / 1000L) + " " + PERIOD);
		}
		return files;
	}

	/**
	 * Returns the controllers that the group needs.
	 */
	Set<String> controllers() {
		return files().keySet()
			.stream()
			.map((file) -> file.substring(0, file.indexOf('.')))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Names the properties that ask for the group.
	 */
	String properties() {
		Set<String> controllers = controllers();
		return controllers.isEmpty() ? "cgroup.enabled"
				: controllers.stream().map((each) -> "cgroup." + each + "-max").collect(Collectors.joining(", "));
	}

	/**
	 * Says which limit the group ran into.
	 * @param counts what has happened in it
	 * @return a clause for people, or {@code null} if there is nothing to say
	 */
	@Nullable String overrun(GroupCounts counts) {
		if (isPositive(counts.oomKills())) {
			return (this.memory != null && isPositive(counts.memoryOverruns()))
					? "it took more memory than cgroup.memory-max of its application, " + size(this.memory)
					: "the kernel had no more memory for it on the machine or in the container";
		}
		return (this.pids != null && isPositive(counts.pidsRefused())) ? "it was refused processes or threads "
				+ counts.pidsRefused() + " times, as cgroup.pids-max of its application is " + this.pids : null;
	}

	private static boolean isPositive(@Nullable Long count) {
		return count != null && count > 0;
	}

	private static String size(int kibibytes) {
		return (kibibytes % 1024 == 0) ? kibibytes / 1024 + "MB" : kibibytes + "KB";
	}

}
