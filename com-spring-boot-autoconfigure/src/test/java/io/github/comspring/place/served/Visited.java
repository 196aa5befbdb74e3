package io.github.comspring.place.served;

import io.github.comspring.ComInterface;

/**
 * Is visited by several threads.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000020}")
public interface Visited {

	/** The class id of one that all threads may call. */
	String FREE_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000021}";

	/** The ProgID of one that all threads may call. */
	String FREE_PROG_ID = "Place.Free";

	/** The class id of one that has an apartment. */
	String APARTMENT_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000022}";

	/** The ProgID of one that has an apartment. */
	String APARTMENT_PROG_ID = "Place.Apartment";

	/** The class id of one that has an apartment, in a jar with others that have none. */
	String MIXED_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000031}";

	/** The ProgID of one that has an apartment, in a jar with others that have none. */
	String MIXED_PROG_ID = "Place.Mixed";

	/** The class id of one that has an apartment, and whose calls have a deadline. */
	String REENTERED_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000032}";

	/** The ProgID of one that has an apartment, and whose calls have a deadline. */
	String REENTERED_PROG_ID = "Place.Reentered";

	/** Waits until two are here. */
	void meet() throws InterruptedException;

	/** Names the thread. */
	String visit();

	/** Tells how many were here at once at most. */
	int most();

	/** Calls back, which may call this again. */
	void callBack(Runner runner);

	/**
	 * Runs while the object waits.
	 */
	@FunctionalInterface
	@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000023}")
	interface Runner {

		/** Runs. */
		void run();

	}

}
