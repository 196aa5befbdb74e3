package io.github.comspring.core.reference;

import io.github.comspring.Activation;

/**
 * A class object that stands for one which is found anew for each client: what a
 * surrogate registers for a class whose jar is loaded when somebody needs it, and
 * unloaded when nobody does. Safe from any thread.
 */
@FunctionalInterface
public interface GenericClassObject {

	/**
	 * Finds the real class object.
	 * @param activation what the client asks for
	 * @return the class object, held
	 * @throws io.github.comspring.ComException why there is none
	 */
	ClassObject real(Activation activation);

}
