package io.github.comspring.beans;

import java.io.Serial;

import io.github.comspring.Clsid;

/**
 * Two beans declare classes with one CLSID.
 */
public final class DuplicateClsidException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Clsid clsid;

	private final transient BeanPlace first;

	private final transient BeanPlace second;

	DuplicateClsidException(Clsid clsid, BeanPlace first, BeanPlace second) {
		super("The CLSID " + clsid + " is declared by " + first + " and by " + second);
		this.clsid = clsid;
		this.first = first;
		this.second = second;
	}

	/**
	 * Returns the CLSID.
	 * @return the CLSID that both declare
	 */
	public Clsid clsid() {
		return this.clsid;
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
