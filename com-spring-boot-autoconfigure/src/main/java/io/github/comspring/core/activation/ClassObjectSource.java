package io.github.comspring.core.activation;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * One place to look for a class object: the class table, a jar, a process, a machine.
 */
interface ClassObjectSource {

	/**
	 * Returns the one context that this source serves.
	 * @return the context
	 */
	ClassContext context();

	/**
	 * Looks for a class.
	 * @param demand what the client wants
	 * @param activation the question that the guard is asked
	 * @param target the class after {@code TreatAs}
	 * @param machine the other machine that the class is to run on, or {@code null}
	 * @return what this source has for the client, or {@code null} if it has no code for
	 * the class
	 * @throws io.github.comspring.ComException if it has code that does not work, or the
	 * client may not have it
	 */
	@Nullable Found find(Demand demand, Activation activation, ResolvedClass target, @Nullable String machine);

}
