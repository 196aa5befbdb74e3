package io.github.comspring.autoconfigure;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/**
 * What is around this process, and is the same as long as it runs.
 *
 * @param memory how many bytes of memory the machine or the container has
 * @param heap how many bytes of them the heap of this process may take
 * @param pid the id of this process, in its container if it runs in one
 */
record Surroundings(long memory, long heap, long pid) {

	static Surroundings ofThisProcess() {
		return new Surroundings(totalMemory(), Runtime.getRuntime().maxMemory(), ProcessHandle.current().pid());
	}

	/**
	 * Asks the JDK, which knows all versions of control groups. A runtime that was put
	 * together without that module does not: there is no limit that is known then.
	 */
	private static long totalMemory() {
		try {
			return (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)
					? system.getTotalMemorySize() : Long.MAX_VALUE;
		}
		catch (LinkageError ex) {
			return Long.MAX_VALUE;
		}
	}

}
