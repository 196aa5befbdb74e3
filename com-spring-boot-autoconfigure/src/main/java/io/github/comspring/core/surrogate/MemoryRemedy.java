package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

import io.github.comspring.Guid;
import io.github.comspring.core.ResourceLimit;
import io.github.comspring.core.launch.MemoryShortage;
import org.jspecify.annotations.Nullable;

/**
 * Says that this process has a limit when code of a module gets no more memory, or no
 * more threads, as it might in the application. An {@link OutOfMemoryError} is left to
 * {@link OutOfMemoryEnd}, as there may be no memory to say anything.
 */
final class MemoryRemedy extends CallRemedy {

	private static final Guid ID = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A07}");

	private static final String ERROR = OutOfMemoryError.class.getName();

	private static final Path STATUS = Path.of("/proc/self/status");

	/** What the kernel holds against the limit. */
	private static final String TAKEN = "VmData:";

	private final LongSupplier limit;

	/**
	 * Creates the remedy for this process.
	 */
	MemoryRemedy() {
		this(ResourceLimit.MEMORY::ofThisProcess);
	}

	MemoryRemedy(LongSupplier limit) {
		this.limit = limit;
	}

	@Override
	public Guid id() {
		return ID;
	}

	@Override
	@Nullable String remedy(String text) {
		if (text.contains(ERROR) || MemoryShortage.toldBy(text) == null) {
			return null;
		}
		long bytes = this.limit.getAsLong();
		return (bytes != ResourceLimit.NONE) ? remedy(bytes, taken()) : null;
	}

	private static String remedy(long bytes, @Nullable String taken) {
		return "This surrogate may have " + megabytes(bytes)
				+ " of memory, libraries and the stacks of threads included"
				+ ((taken != null) ? ", and has " + taken : "")
				+ ": comspring.applications.<name>.max-memory says so, and thread-stack how much of it each native "
				+ "thread takes" + stack();
	}

	private static String stack() {
		long stack = ResourceLimit.STACK.ofThisProcess();
		return (stack != ResourceLimit.NONE) ? ", here " + megabytes(stack) : "";
	}

	private static @Nullable String taken() {
		try {
			return Files.readAllLines(STATUS)
				.stream()
				.filter((line) -> line.startsWith(TAKEN))
				.map((line) -> line.replaceAll("\\D", ""))
				.map((kibibytes) -> megabytes(Long.parseLong(kibibytes) << 10))
				.findFirst()
				.orElse(null);
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static String megabytes(long bytes) {
		return (bytes >> 20) + "MB";
	}

}
