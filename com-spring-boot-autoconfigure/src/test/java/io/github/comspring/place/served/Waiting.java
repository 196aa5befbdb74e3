package io.github.comspring.place.served;

import io.github.comspring.ComInterface;

/**
 * Takes long.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000016}")
public interface Waiting {

	/** The class id. */
	String CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000017}";

	/** The ProgID. */
	String PROG_ID = "Place.Waiting";

	/** The class id of one in an application whose calls have a deadline. */
	String HURRIED_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000018}";

	/** The ProgID of one in an application whose calls have a deadline. */
	String HURRIED_PROG_ID = "Place.Hurried";

	/** The class id of one in an apartment, where it is served by a jar. */
	String APARTMENT_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-00000000001A}";

	/** The ProgID of one in an apartment, where it is served by a jar. */
	String APARTMENT_PROG_ID = "Place.WaitingApart";

	/** Waits until somebody lets it go or interrupts it. */
	void await(Progress progress) throws InterruptedException;

	/** Tells why the last wait ended. */
	String ended();

	/** Lets all go that wait. */
	void letGo();

	/**
	 * Is told how it goes.
	 */
	@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000019}")
	interface Progress {

		/** The object is about to wait. */
		void started();

		/** The object has waited, and why it no longer does. */
		void ended(String why);

	}

}
