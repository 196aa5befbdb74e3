package io.github.comspring.core.registry;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * The JVM of the built-in surrogate of an application. Other programs have their own
 * command lines, and none of this.
 *
 * @param arguments arguments that are added to all others, and so win over them
 * @param maxHeap the size of the heap in KiB, or {@code null} for what is usual
 * @param maxMemory how many KiB the whole process may have, native libraries included, or
 * {@code null} for no common limit
 * @param heapDumps whether the heap is written to a file when there is no more room in it
 * @param crashDirectory where such files and the reports of fatal errors go, or
 * {@code null} for what is usual
 */
public record SurrogateJvm(List<String> arguments, @Nullable Integer maxHeap, @Nullable Integer maxMemory,
		boolean heapDumps, @Nullable String crashDirectory) {

	/** That of an application that says nothing. */
	public static final SurrogateJvm DEFAULT = new SurrogateJvm(List.of(), null, null, false, null);

	/** The value for {@link #arguments}, a {@code REG_MULTI_SZ}. */
	public static final String ARGUMENTS = "JvmArguments";

	/** The value for {@link #maxHeap}, a {@code REG_DWORD}. */
	public static final String MAX_HEAP = "MaxHeap";

	/** The value for {@link #maxMemory}, a {@code REG_DWORD}. */
	public static final String MAX_MEMORY = "MaxMemory";

	/** The value for {@link #heapDumps}, a text that begins with the letter Y if so. */
	public static final String HEAP_DUMPS = "HeapDumps";

	/** The value for {@link #crashDirectory}, a {@code REG_SZ}. */
	public static final String CRASH_DIRECTORY = "CrashDirectory";

	/** The least heap in KiB, with which a JVM starts. */
	public static final int LEAST_HEAP = 8 << 10;

	/** What the JVM takes for itself and its threads, in KiB. */
	public static final int OWN_MEMORY = 64 << 10;

	/** The least memory in KiB for classes, compiled code and direct buffers. */
	public static final int LEAST_REST = 32 << 10;

	/**
	 * Copies the arguments.
	 */
	public SurrogateJvm {
		arguments = List.copyOf(arguments);
	}

	/**
	 * Reads what an application says of its JVM.
	 * @param key reads its key
	 * @return the JVM
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code REGDB_E_INVALIDVALUE} if it makes no sense
	 */
	static SurrogateJvm read(KeyReader key) {
		Integer heap = size(key, MAX_HEAP, LEAST_HEAP);
		int least = (int) Math.min(leastMemory(heap), Integer.MAX_VALUE);
		return new SurrogateJvm(key.texts(ARGUMENTS), heap, size(key, MAX_MEMORY, least), key.yes(HEAP_DUMPS),
				key.file(CRASH_DIRECTORY));
	}

	/**
	 * Returns the least memory of a process.
	 * @param heap the size of the heap in KiB, or {@code null} for a part of the memory
	 * @return the memory in KiB
	 */
	public static long leastMemory(@Nullable Integer heap) {
		return OWN_MEMORY + LEAST_REST + ((heap != null) ? (long) heap : LEAST_REST);
	}

	private static @Nullable Integer size(KeyReader key, String name, int least) {
		Integer size = key.number(name);
		if (size != null && size < least) {
			throw new ComException(HResult.REGDB_E_INVALIDVALUE,
					key.describe(name) + " is " + size + " KiB, which is less than " + least + " KiB");
		}
		return size;
	}

}
