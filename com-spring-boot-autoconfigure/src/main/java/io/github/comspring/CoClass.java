package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * A component object class by all its names, as logs, errors and policies speak of it.
 *
 * @param clsid the class id
 * @param progId the name for people, or {@code null} if the class has none
 * @param appId the application that the class belongs to, or {@code null} if none
 */
public record CoClass(Clsid clsid, @Nullable ProgId progId, @Nullable AppId appId) {

	/**
	 * Creates a class.
	 * @throws ComException {@code E_INVALIDARG} if the class id is {@code null}
	 */
	public CoClass {
		Arguments.required(clsid, "The class id");
	}

	/**
	 * Names a class of which only the id is known.
	 * @param clsid the class id
	 * @return the class
	 */
	public static CoClass of(Clsid clsid) {
		return new CoClass(clsid, null, null);
	}

	/**
	 * Returns the ProgID and the CLSID, or the CLSID alone.
	 */
	@Override
	public String toString() {
		return (this.progId != null) ? this.progId + " " + this.clsid : this.clsid.toString();
	}

}
