package io.github.comspring.beans;

import java.io.Serial;

import io.github.comspring.ProgId;

/**
 * Two beans declare classes with one ProgID.
 */
public final class DuplicateProgIdException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient ProgId progId;

	private final transient BeanPlace first;

	private final transient BeanPlace second;

	DuplicateProgIdException(ProgId progId, BeanPlace first, BeanPlace second) {
		super("The ProgID " + progId + " is declared by " + first + " and by " + second);
		this.progId = progId;
		this.first = first;
		this.second = second;
	}

	/**
	 * Returns the ProgID.
	 * @return the ProgID that both declare
	 */
	public ProgId progId() {
		return this.progId;
	}

	/**
	 * Returns the place that was found first.
	 * @return the place
	 */
	public BeanPlace first() {
		return this.first;
	}

	/**
	 * Returns the other place.
	 * @return the place
	 */
	public BeanPlace second() {
		return this.second;
	}

}
