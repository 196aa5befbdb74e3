package io.github.comspring.beans;

import java.io.Serial;

/**
 * A bean is a class factory, and the type of its instances has no interface that a client
 * could ask for.
 */
public final class ClassFactoryTypeException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient BeanPlace place;

	private final Class<?> instanceType;

	ClassFactoryTypeException(BeanPlace place, Class<?> instanceType) {
		super("The class factory " + place + " makes instances of " + instanceType.getName()
				+ ", which implements no interface with @ComInterface");
		this.place = place;
		this.instanceType = instanceType;
	}

	/**
	 * Returns where the class is declared.
	 * @return the place
	 */
	public BeanPlace place() {
		return this.place;
	}

	/**
	 * Returns the type argument of the class factory.
	 * @return the type of the instances
	 */
	public Class<?> instanceType() {
		return this.instanceType;
	}

}
