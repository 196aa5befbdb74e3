package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * A class id (CLSID): the identity of a class, and nothing else; several class factories
 * may serve it.
 *
 * @param guid the identifier
 */
public record Clsid(Guid guid) implements Comparable<Clsid> {

	/**
	 * Creates an id.
	 * @throws ComException {@code E_INVALIDARG} if the GUID is {@code null}
	 */
	public Clsid {
		Arguments.required(guid, "The GUID of a class id");
	}

	/**
	 * Parses the text of a CLSID, with or without its braces.
	 * @param text the text of a GUID
	 * @return the CLSID
	 * @throws ComException {@code CO_E_CLASSSTRING} if the text is not a GUID
	 */
	public static Clsid of(String text) {
		return new Clsid(Guid.parse(text));
	}

	@Override
	public int compareTo(Clsid other) {
		return this.guid.compareTo(other.guid);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Clsid that && this.guid.equals(that.guid);
	}

	/**
	 * Not the generated one, which a JVM that has just started takes long to link.
	 */
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

}
