package io.github.comspring.beans;

import java.io.Serial;

import io.github.comspring.ComException;

/**
 * A bean is declared to be a COM class for other processes, and an interface of it cannot
 * be called from there.
 */
public final class UnremotableInterfaceException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient BeanPlace place;

	private final Class<?> type;

	private final ComException problem;

	UnremotableInterfaceException(BeanPlace place, Class<?> type, ComException problem) {
		super("The interface " + type.getName() + " of " + place + " cannot leave the process: " + problem.detail(),
				problem);
		this.place = place;
		this.type = type;
		this.problem = problem;
	}

	/**
	 * Returns where the class is declared.
	 * @return the place
	 */
	public BeanPlace place() {
		return this.place;
	}

	/**
	 * Returns the interface.
	 * @return the interface
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * Returns what is wrong with the interface.
	 * @return a {@link io.github.comspring.core.ndr.UnremotableTypeException} if it is
	 * the type of a parameter or result
	 */
	public ComException problem() {
		return this.problem;
	}

}
