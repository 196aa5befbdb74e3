package io.github.comspring.core.surrogate;

import java.nio.file.Path;
import java.util.List;

/**
 * Options of the JVM that make a surrogate start faster, and change nothing else. Safe
 * from any thread.
 */
@FunctionalInterface
public interface StartOptions {

	/** No options. */
	StartOptions NONE = (classPath, options) -> List.of();

	/**
	 * Returns the options for a JVM that is started now. Does not wait and does not fail.
	 * @param classPath the class path of the JVM
	 * @param options its other options
	 * @return the options to add to them
	 */
	List<String> of(Path classPath, List<String> options);

}
