package io.github.comspring.core.activation;

import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedObject;

/**
 * What a source has for a client.
 */
sealed interface Found {

	/**
	 * A class object of this process.
	 *
	 * @param classObject the class object, its server held for the caller
	 */
	record Here(ClassObject classObject) implements Found {
	}

	/**
	 * What another process has made of the demand.
	 *
	 * @param object the class object or instance, with the caller's reference
	 */
	record Elsewhere(CountedObject object) implements Found {
	}

}
