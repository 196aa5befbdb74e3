package io.github.comspring.beans;

import java.io.Serial;

/**
 * A bean is declared to be a COM class, and its type has no interface that a client could
 * ask for.
 */
public final class MissingComInterfaceException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient BeanPlace place;

	private final Class<?> type;

	MissingComInterfaceException(BeanPlace place, Class<?> type) {
		super("The type " + type.getName() + " of " + place + " implements no interface with @ComInterface");
		this.place = place;
		this.type = type;
	}

	/**
	 * Returns where the class is declared.
	 * @return the place
	 */
	public BeanPlace place() {
		return this.place;
	}

	/**
	 * Returns the type of the bean as far as it is declared.
	 * @return the type
	 */
	public Class<?> type() {
		return this.type;
	}

}
