package io.github.comspring;

/**
 * An application id (AppID): the identity of the configuration that a group of classes
 * shares.
 *
 * @param guid the identifier
 */
public record AppId(Guid guid) implements Comparable<AppId> {

	/**
	 * Creates an id.
	 * @throws ComException {@code E_INVALIDARG} if the GUID is {@code null}
	 */
	public AppId {
		Arguments.required(guid, "The GUID of an application id");
	}

	/**
	 * Parses the text of an AppID, with or without its braces.
	 * @param text the text of a GUID
	 * @return the AppID
	 * @throws ComException {@code CO_E_CLASSSTRING} if the text is not a GUID
	 */
	public static AppId of(String text) {
		return new AppId(Guid.parse(text));
	}

	@Override
	public int compareTo(AppId other) {
		return this.guid.compareTo(other.guid);
	}

	/**
	 * Returns the canonical text, in braces and upper case.
	 */
	@Override
	public String toString() {
		return this.guid.toString();
	}

}
