package io.github.comspring.core.activation;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.core.reference.ClassObject;
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
	 * Looks for a class object.
	 * @param activation what the client asks for
	 * @param target the class after {@code TreatAs}
	 * @param machine the other machine that the class is to run on, or {@code null}
	 * @return the class object, its server held for the caller, or {@code null} if this
	 * source has no code for the class
	 * @throws io.github.comspring.ComException if it has code that does not work, or the
	 * client may not have it
	 */
	@Nullable ClassObject find(Activation activation, ResolvedClass target, @Nullable String machine);

}
