package io.github.comspring.beans;

import java.io.Serial;

import io.github.comspring.ComException;

/**
 * An annotation has a text that is not the identifier it should be.
 */
public final class InvalidIdentifierException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String place;

	private final String attribute;

	private final String value;

	InvalidIdentifierException(String place, String attribute, String value, ComException cause) {
		super(attribute + " of " + place + " is '" + value + "'", cause);
		this.place = place;
		this.attribute = attribute;
		this.value = value;
	}

	/**
	 * Returns where the annotation stands.
	 * @return a bean, an interface or an injection point
	 */
	public String place() {
		return this.place;
	}

	/**
	 * Returns which attribute is wrong.
	 * @return the annotation with its attribute, such as {@code @ComClass(clsid)}
	 */
	public String attribute() {
		return this.attribute;
	}

	/**
	 * Returns the text of the attribute.
	 * @return the text as it was written
	 */
	public String value() {
		return this.value;
	}

}
