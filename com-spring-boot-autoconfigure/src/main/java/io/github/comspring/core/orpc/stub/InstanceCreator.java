package io.github.comspring.core.orpc.stub;

import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedObject;
import org.jspecify.annotations.Nullable;

/**
 * Creates instances for clients in other processes.
 */
@FunctionalInterface
public interface InstanceCreator {

	/**
	 * Creates an instance of unknown interface with a class object.
	 * @param classObject the class object, whose server is held for the instance
	 * @param licenseKey the run-time key, or {@code null} to do without
	 * @return the instance with its creator's reference
	 * @throws io.github.comspring.ComException with what the factory threw
	 */
	CountedObject create(ClassObject classObject, @Nullable String licenseKey);

}
