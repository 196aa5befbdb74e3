package io.github.comspring.place.served;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * The class factories of classes that have not only a constructor.
 */
public final class Factories {

	/** The class id of one that refuses. */
	public static final String REFUSING_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000026}";

	/** The ProgID of one that refuses. */
	public static final String REFUSING_PROG_ID = "Place.Refusing";

	/** The class id of one that fails. */
	public static final String FAILING_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000027}";

	/** The ProgID of one that fails. */
	public static final String FAILING_PROG_ID = "Place.Broken";

	/** The class id of one that has no instance. */
	public static final String EMPTY_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000028}";

	/** The ProgID of one that has no instance. */
	public static final String EMPTY_PROG_ID = "Place.Empty";

	/** The class id of one that destroys its instances itself. */
	public static final String OWN_CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000029}";

	/** The ProgID of one that destroys its instances itself. */
	public static final String OWN_PROG_ID = "Place.Own";

	private Factories() {
	}

	/** Refuses with a code. */
	public static ClassFactory<Node> refusing() {
		return (type) -> {
			throw new ComException(HResult.E_NOTIMPL, "No node today");
		};
	}

	/** Fails with an exception. */
	public static ClassFactory<Node> failing() {
		return (type) -> {
			throw new IllegalStateException("Node is broken");
		};
	}

	/** Has nothing. */
	@SuppressWarnings("NullAway")
	public static ClassFactory<Node> empty() {
		return (type) -> nothing();
	}

	@SuppressWarnings({ "DataFlowIssue", "NullAway" })
	private static Node nothing() {
		@Nullable Node nothing = null;
		return nothing;
	}

	/** Destroys its instances itself. */
	public static ClassFactory<NodeObject> own() {
		return new ClassFactory<>() {

			@Override
			public NodeObject createInstance(Class<?> type) {
				return new NodeObject();
			}

			@Override
			public void destroyInstance(NodeObject instance) {
				instance.name("own " + instance.name());
				instance.close();
			}

		};
	}

}
