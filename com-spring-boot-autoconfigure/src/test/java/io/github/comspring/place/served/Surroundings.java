package io.github.comspring.place.served;

import io.github.comspring.ComInterface;

/**
 * Tells what the code of an object finds around it.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000024}")
public interface Surroundings {

	/** The class id. */
	String CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000025}";

	/** The ProgID. */
	String PROG_ID = "Place.Surroundings";

	/** Tells whether the context class loader of this call finds the object's class. */
	boolean findsItselfInMethod();

	/** Tells whether that of the constructor did. */
	boolean foundItselfInConstructor();

	/** Tells in which process the object is. */
	long pid();

}
