package io.github.comspring.core.launch;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a process that has ended could not go beyond.
 *
 * @param memory how many KiB of memory it was allowed, or {@code null} for any amount
 * @param surrogate whether it was a JVM whose heap follows from what its application says
 * @param overrun which limit its control group ran into, a clause for people, or
 * {@code null} if none is known
 */
public record ProcessBounds(@Nullable Integer memory, boolean surrogate, @Nullable String overrun) {

	/** None that is known. */
	public static final ProcessBounds NONE = new ProcessBounds(null, false, null);

	/** What the JVM writes when there is no room in the heap. */
	private static final Pattern HEAP_FULL = Pattern
		.compile("OutOfMemoryError: (?:Java heap space|GC overhead limit exceeded)");

	/**
	 * Says of a process that wanted more of something what it was that limited it.
	 * @param told what it said before it ended
	 * @return clauses, each behind a semicolon; empty if it said nothing of the kind
	 */
	String describe(List<String> told) {
		return (this.overrun != null) ? "; " + this.overrun : heap(told) + memory(told);
	}

	private String heap(List<String> told) {
		boolean full = this.surrogate && told.stream().anyMatch((line) -> HEAP_FULL.matcher(line).find());
		return full ? "; its heap is limited by max-heap of its application" : "";
	}

	private String memory(List<String> told) {
		List<MemoryShortage> shortages = told.stream().map(MemoryShortage::toldBy).filter(Objects::nonNull).toList();
		if (this.memory == null || shortages.isEmpty()) {
			return "";
		}
		return "; its memory is limited by max-memory of its application, "
				+ ((this.memory % 1024 == 0) ? this.memory / 1024 + "MB" : this.memory + "KB")
				+ (shortages.contains(MemoryShortage.OF_THREADS)
						? ", with the stacks of its threads (thread-stack, -Xss)" : "");
	}

}
