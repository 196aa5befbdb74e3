package io.github.comspring.scanned;

import io.github.comspring.ComInterface;

/**
 * Tells which class it is an instance of.
 */
@ComInterface("{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E001}")
public interface Speaker {

	/** Says the name of its class. */
	default String speak() {
		return getClass().getSimpleName();
	}

}
