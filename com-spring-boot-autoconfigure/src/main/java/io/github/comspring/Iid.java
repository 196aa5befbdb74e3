package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * An interface id (IID): the identity of an interface. Java interfaces carry theirs in
 * {@link ComInterface @ComInterface}; {@link Object} stands for {@code IUnknown}, which
 * every object has.
 *
 * @param guid the identifier
 */
public record Iid(Guid guid) implements Comparable<Iid> {

	/** The null IID, all zeros. */
	public static final Iid NULL = new Iid(Guid.NULL);

	/** {@code IID_IUnknown}, the identity of every object. */
	public static final Iid UNKNOWN = new Iid(Guid.parse("{00000000-0000-0000-C000-000000000046}"));

	private static final ClassValue<Lookup> DECLARED = new ClassValue<>() {

		@Override
		protected Lookup computeValue(Class<?> type) {
			return Lookup.on(type);
		}

	};

	/**
	 * Creates an id.
	 * @throws ComException {@code E_INVALIDARG} if the GUID is {@code null}
	 */
	public Iid {
		Arguments.required(guid, "The GUID of an interface id");
	}

	/**
	 * Parses the text of an IID ({@code IIDFromString}). ProgIDs are never consulted.
	 * @param text the text of a GUID in braces; {@code null} gives {@link #NULL}
	 * @return the IID
	 * @throws ComException {@code E_INVALIDARG} if the text has the wrong length,
	 * {@code CO_E_IIDSTRING} if it has the right length and is not a GUID
	 */
	public static Iid of(@Nullable String text) {
		if (text == null) {
			return NULL;
		}
		if (text.length() != Guid.TEXT_LENGTH) {
			throw new ComException(HResult.E_INVALIDARG,
					"'" + text + "' has " + text.length() + " characters, an IID has " + Guid.TEXT_LENGTH);
		}
		if (!Guid.isCanonical(text)) {
			throw new ComException(HResult.CO_E_IIDSTRING, "'" + text + "' is not an IID");
		}
		return new Iid(Guid.parse(text));
	}

	/**
	 * Returns the IID that a Java type stands for: {@link #UNKNOWN} for {@link Object},
	 * otherwise what the type's {@link ComInterface @ComInterface} says. Cached, and so
	 * cheap enough for every call.
	 * @param type the Java type
	 * @return its IID
	 * @throws ComException {@code E_NOINTERFACE} if the type is not an interface with
	 * {@code @ComInterface}, {@code CO_E_IIDSTRING} if the annotation is not a GUID
	 */
	public static Iid of(Class<?> type) {
		return DECLARED.get(Arguments.required(type, "The interface")).orThrow(type);
	}

	/**
	 * Tells whether a Java type stands for an interface.
	 * @param type the Java type
	 * @return whether {@link #of(Class)} would succeed
	 */
	public static boolean isDeclaredBy(@Nullable Class<?> type) {
		return type != null && DECLARED.get(type).iid != null;
	}

	@Override
	public int compareTo(Iid other) {
		return this.guid.compareTo(other.guid);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Iid iid && this.guid.equals(iid.guid);
	}

	@Override
	public int hashCode() {
		return this.guid.hashCode();
	}

	/**
	 * Returns the canonical text, in braces and upper case.
	 */
	@Override
	public String toString() {
		return this.guid.toString();
	}

	/**
	 * What a type declares, good or bad: a {@link ClassValue} cannot keep an exception.
	 */
	private record Lookup(@Nullable Iid iid, HResult failure, String problem) {

		static Lookup on(Class<?> type) {
			if (type == Object.class) {
				return new Lookup(UNKNOWN, HResult.S_OK, "");
			}
			ComInterface declared = type.getDeclaredAnnotation(ComInterface.class);
			if (declared == null || !type.isInterface()) {
				return new Lookup(null, HResult.E_NOINTERFACE,
						"is not an interface with @ComInterface: annotate the interface and ask for that");
			}
			try {
				return new Lookup(new Iid(Guid.parse(declared.value())), HResult.S_OK, "");
			}
			catch (ComException ex) {
				return new Lookup(null, HResult.CO_E_IIDSTRING,
						"has @ComInterface(\"" + declared.value() + "\"), which is not a GUID");
			}
		}

		Iid orThrow(Class<?> type) {
			if (this.iid == null) {
				throw new ComException(this.failure, type.getName() + " " + this.problem);
			}
			return this.iid;
		}

	}

}
