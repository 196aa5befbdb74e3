package io.github.comspring.core.orpc.identity;

import org.jspecify.annotations.Nullable;

/**
 * Introduces this process to others: its service control manager.
 */
@FunctionalInterface
public interface Introducer {

	/** None: this process has no service control manager, or is it itself. */
	Introducer NONE = (process) -> null;

	/**
	 * Introduces this process to another one.
	 * @param process the number of the other one
	 * @return how to reach it, or {@code null} if it is not known
	 * @throws io.github.comspring.ComException why the introducer cannot be asked
	 */
	@Nullable Introduction introduce(long process);

}
