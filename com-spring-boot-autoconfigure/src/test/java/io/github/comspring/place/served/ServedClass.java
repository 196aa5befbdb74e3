package io.github.comspring.place.served;

import java.util.Arrays;
import java.util.function.Supplier;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import org.jspecify.annotations.Nullable;

/**
 * The classes, with their class factories.
 */
public enum ServedClass {

	/** Values. */
	VALUES(Values.CLSID, Values.PROG_ID, ValuesObject::new),

	/** Exceptions. */
	FAILING(Failing.CLSID, Failing.PROG_ID, FailingObject::new),

	/** Callbacks. */
	CALLING(Calling.CLSID, Calling.PROG_ID, CallingObject::new),

	/** Streams. */
	STREAMS(Streams.CLSID, Streams.PROG_ID, StreamsObject::new),

	/** Identity and life. */
	NODE(Node.CLSID, Node.PROG_ID, NodeObject::new),

	/** Interrupts. */
	WAITING(Waiting.CLSID, Waiting.PROG_ID, WaitingObject::new),

	/** Threads that are together. */
	FREE(Visited.FREE_CLSID, Visited.FREE_PROG_ID, VisitedObject::new),

	/** Threads one after the other. */
	APARTMENT(Visited.APARTMENT_CLSID, Visited.APARTMENT_PROG_ID, VisitedObject::new),

	/** Threads one after the other beside threads that are together. */
	MIXED(Visited.MIXED_CLSID, Visited.MIXED_PROG_ID, VisitedObject::new),

	/** What is around. */
	SURROUNDINGS(Surroundings.CLSID, Surroundings.PROG_ID, SurroundingsObject::new),

	/** A factory that refuses. */
	REFUSING(Factories.REFUSING_CLSID, Factories.REFUSING_PROG_ID, Factories.refusing()),

	/** A factory that fails. */
	BROKEN(Factories.FAILING_CLSID, Factories.FAILING_PROG_ID, Factories.failing()),

	/** A factory that has nothing. */
	EMPTY(Factories.EMPTY_CLSID, Factories.EMPTY_PROG_ID, Factories.empty()),

	/** A factory that destroys. */
	OWN(Factories.OWN_CLSID, Factories.OWN_PROG_ID, Factories.own()),

	/** A thread that is called while it calls. */
	REENTERED(Visited.REENTERED_CLSID, Visited.REENTERED_PROG_ID, VisitedObject::new),

	/** Deadlines. */
	HURRIED(Waiting.HURRIED_CLSID, Waiting.HURRIED_PROG_ID, WaitingObject::new),

	/** Interrupts of what has a thread of its own. */
	WAITING_APART(Waiting.APARTMENT_CLSID, Waiting.APARTMENT_PROG_ID, WaitingObject::new),

	/** A server that ends with its last client. */
	PASSING(Node.PASSING_CLSID, Node.PASSING_PROG_ID, NodeObject::new);

	private final String clsid;

	private final String progId;

	private final ClassFactory<?> factory;

	ServedClass(String clsid, String progId, Supplier<?> instances) {
		this(clsid, progId, (ClassFactory<Object>) (type) -> instances.get());
	}

	ServedClass(String clsid, String progId, ClassFactory<?> factory) {
		this.clsid = clsid;
		this.progId = progId;
		this.factory = factory;
	}

	/** Returns the class id. */
	public String clsid() {
		return this.clsid;
	}

	/** Returns the ProgID. */
	public String progId() {
		return this.progId;
	}

	/** Returns the name of the application that it belongs to. */
	public String application() {
		return switch (this) {
			case HURRIED, REENTERED -> "hurried";
			case PASSING -> "passing";
			default -> "served";
		};
	}

	/**
	 * Finds the class factory of a class.
	 * @param clsid the class
	 * @return the class factory, or {@code null} if the class is none of these
	 */
	static @Nullable ClassFactory<?> factory(Clsid clsid) {
		return Arrays.stream(values())
			.filter((each) -> Clsid.of(each.clsid).equals(clsid))
			.map((each) -> each.factory)
			.findFirst()
			.orElse(null);
	}

}
