package io.github.comspring.core.registry;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What the control group (cgroup) of each server process of an application has: values of
 * the key {@code AppID\{appid}} that are additions to COM.
 *
 * @param memory how many KiB of memory, or {@code null} for any amount
 * @param pids how many threads of processes, or {@code null} for any number
 * @param processors how many thousandths of a processor, or {@code null} for any number
 */
public record ApplicationGroup(@Nullable Integer memory, @Nullable Integer pids, @Nullable Integer processors) {

	/** Groups for their own sake. */
	public static final ApplicationGroup UNLIMITED = new ApplicationGroup(null, null, null);

	/** Says that there are groups, a {@code REG_SZ}; any limit says so, too. */
	public static final String ENABLED = "CgroupEnabled";

	/** The value for {@link #memory}, a {@code REG_DWORD} of KiB. */
	public static final String MEMORY_MAX = "CgroupMemoryMax";

	/** The value for {@link #pids}, a {@code REG_DWORD}. */
	public static final String PIDS_MAX = "CgroupPidsMax";

	/** The value for {@link #processors}, a {@code REG_DWORD} of thousandths. */
	public static final String CPU_MAX = "CgroupCpuMax";

	/** In KiB, with which a small program gets along. */
	public static final int LEAST_MEMORY = 1024;

	/** In thousandths of a processor: the kernel deals out no less. */
	public static final int LEAST_PROCESSORS = 10;

	/**
	 * Reads the group of an application.
	 * @param key reads its key
	 * @return the group, or {@code null} if there are to be none
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code REGDB_E_INVALIDVALUE} if it makes no sense
	 */
	static @Nullable ApplicationGroup read(KeyReader key) {
		ApplicationGroup group = new ApplicationGroup(number(key, MEMORY_MAX, LEAST_MEMORY), number(key, PIDS_MAX, 1),
				number(key, CPU_MAX, LEAST_PROCESSORS));
		return (!group.equals(UNLIMITED) || key.yes(ENABLED)) ? group : null;
	}

	private static @Nullable Integer number(KeyReader key, String name, int least) {
		Integer number = key.number(name);
		if (number != null && number < least) {
			throw new ComException(HResult.REGDB_E_INVALIDVALUE,
					key.describe(name) + " is " + number + ", which is less than " + least);
		}
		return number;
	}

}
