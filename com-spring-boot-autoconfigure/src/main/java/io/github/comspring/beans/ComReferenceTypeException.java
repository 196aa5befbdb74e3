package io.github.comspring.beans;

import java.io.Serial;

/**
 * An injection point asks for a COM object by a type that is no interface of a COM
 * object.
 */
public final class ComReferenceTypeException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String injectionPoint;

	private final Class<?> type;

	ComReferenceTypeException(InjectionPlace place) {
		super("The " + place.name() + " has @ComReference and the type " + place.type().getName()
				+ ", which is not an interface with @ComInterface");
		this.injectionPoint = place.name();
		this.type = place.type();
	}

	/**
	 * Returns the injection point.
	 * @return the field or parameter, and the class it stands in
	 */
	public String injectionPoint() {
		return this.injectionPoint;
	}

	/**
	 * Returns the type that the injection point has.
	 * @return the type
	 */
	public Class<?> type() {
		return this.type;
	}

}
