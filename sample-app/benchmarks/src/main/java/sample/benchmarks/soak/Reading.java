package sample.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What this process takes up at one moment, and the surrogates that it has started.
 *
 * @param heapKibibytes what is reachable
 * @param threads how many threads there are
 * @param descriptors how many files and sockets are open, 0 where the system does not
 * tell
 * @param processes how many processes it has started that live
 */
record Reading(long heapKibibytes, int threads, long descriptors, long processes) {

	/** What a JVM may take up later than other things, such as the code of a class. */
	private static final int SLACK_KIBIBYTES = 2048;

	private static final int SLACK = 10;

	private static final Path OPEN_FILES = Path.of("/proc/self/fd");

	/**
	 * Collects garbage until there is no more of it, and measures.
	 * @return what there is
	 */
	static Reading take() {
		long heap = collect();
		for (long next = collect(); next < heap; next = collect()) {
			heap = next;
		}
		return new Reading(heap, ManagementFactory.getThreadMXBean().getThreadCount(), openFiles(),
				ProcessHandle.current().descendants().count());
	}

	private static long collect() {
		System.gc();
		// What was referred to weakly has been let go of when the next one looks
		System.runFinalization();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
	}

	private static long openFiles() {
		if (!Files.isDirectory(OPEN_FILES)) {
			return 0;
		}
		try (Stream<Path> open = Files.list(OPEN_FILES)) {
			return open.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Compares this reading with an earlier one.
	 * @param before the earlier one
	 * @return what has grown, empty if all is flat
	 */
	List<String> grownSince(Reading before) {
		List<String> grown = new ArrayList<>();
		compare(grown, "heap", before.heapKibibytes, this.heapKibibytes, SLACK_KIBIBYTES);
		compare(grown, "threads", before.threads, this.threads, SLACK);
		compare(grown, "descriptors", before.descriptors, this.descriptors, SLACK);
		compare(grown, "processes", before.processes, this.processes, 0);
		return grown;
	}

	private static void compare(List<String> grown, String what, long before, long now, long slack) {
		if (now > before + slack) {
			grown.add(what + " from " + before + " to " + now);
		}
	}

	/**
	 * Returns this as the cells of a table.
	 */
	String cells() {
		return String.format(Locale.ROOT, "%.1f | %d | %d | %d", this.heapKibibytes / 1024.0, this.threads,
				this.descriptors, this.processes);
	}

}
