package io.github.comspring.place.served;

import java.util.List;

import io.github.comspring.ComInterface;
import io.github.comspring.Kept;
import org.jspecify.annotations.Nullable;

/**
 * An object with a name that knows others.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000011}")
public interface Node {

	/** The class id. */
	String CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000012}";

	/** The ProgID. */
	String PROG_ID = "Place.Node";

	/** The class id of one whose process ends with its last client. */
	String PASSING_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000030}";

	/** The ProgID of one whose process ends with its last client. */
	String PASSING_PROG_ID = "Place.Passing";

	/** Names this object, for the journal. */
	void name(String name);

	/** Returns the name. */
	String name();

	/** Makes an object of no class. */
	Node child();

	/** Returns this object. */
	Node self();

	/** Returns its argument. */
	@Nullable Node echo(@Nullable Node node);

	/** Tells whether the argument is this object. */
	boolean isThis(Node node);

	/** Tells whether the arguments are equal. */
	boolean areEqual(Node one, Node other);

	/** Tells whether the arguments are one Java object. */
	boolean areSame(Node one, Node other);

	/** Keeps another object. */
	void keep(@Kept @Nullable Node node);

	/** Returns what was kept. */
	@Nullable Node kept();

	/** Returns the name of what was kept. */
	String nameOfKept();

	/** Calls back, waits for the answer and returns the name. */
	String nameAfter(Callback callback) throws CheckedFailure;

	/** Returns what happened to the objects of this process with a name. */
	List<String> journal(String name);

	/** Returns the process. */
	long pid();

	/**
	 * What nodes can do besides.
	 */
	@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000013}")
	interface Colourful {

		/** Returns a colour. */
		String colour();

	}

	/**
	 * What nodes make on demand.
	 */
	@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000014}")
	interface OnDemand {

		/** Returns the name of the node. */
		String owner();

	}

	/**
	 * What no node has.
	 */
	@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000015}")
	interface Missing {

		/** Is never called. */
		void never();

	}

}
