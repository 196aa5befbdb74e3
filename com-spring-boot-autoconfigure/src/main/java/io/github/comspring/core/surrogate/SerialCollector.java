package io.github.comspring.core.surrogate;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The full collections of the serial collector. Takes as little memory as it can, as
 * there is next to none when it is asked. Not safe from several threads.
 */
final class SerialCollector {

	/** What the JVM calls the full collections of the serial collector. */
	private static final String FULL_COLLECTIONS = "MarkSweepCompact";

	/**
	 * Parts of the heap that are empty after a collection and in which nothing begins.
	 */
	private static final String SURVIVORS = "Survivor Space";

	private final GarbageCollectorMXBean full;

	private final List<MemoryPoolMXBean> pools;

	private CollectionEffort last;

	private SerialCollector(GarbageCollectorMXBean full, List<MemoryPoolMXBean> pools) {
		this.full = full;
		this.pools = pools;
		this.last = effort();
	}

	/**
	 * Returns the collector of this process.
	 * @return the collector, or {@code null} if it is another one
	 */
	static @Nullable SerialCollector find() {
		for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
			if (each.getName().equals(FULL_COLLECTIONS)) {
				return new SerialCollector(each, pools());
			}
		}
		return null;
	}

	private static List<MemoryPoolMXBean> pools() {
		List<MemoryPoolMXBean> pools = new ArrayList<>();
		for (MemoryPoolMXBean each : ManagementFactory.getMemoryPoolMXBeans()) {
			if (each.getType() == MemoryType.HEAP && !each.getName().equals(SURVIVORS)) {
				pools.add(each);
			}
		}
		return pools;
	}

	/**
	 * Tells what has come of the time since this was asked last.
	 * @return whether nearly all went to collections that freed next to nothing
	 */
	boolean wasInVain() {
		CollectionEffort before = this.last;
		this.last = effort();
		return this.last.isInVainSince(before);
	}

	private CollectionEffort effort() {
		long size = 0;
		long free = 0;
		for (MemoryPoolMXBean each : this.pools) {
			MemoryUsage left = each.getCollectionUsage();
			size += left.getMax();
			free += left.getMax() - left.getUsed();
		}
		return new CollectionEffort(System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(this.full.getCollectionTime()),
				size, free);
	}

}
