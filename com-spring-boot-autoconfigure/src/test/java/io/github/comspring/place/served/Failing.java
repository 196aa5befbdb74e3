package io.github.comspring.place.served;

import java.io.IOException;

import io.github.comspring.ComInterface;
import org.jspecify.annotations.Nullable;

/**
 * Fails in every way.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000004}")
public interface Failing {

	/** The class id. */
	String CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000005}";

	/** The ProgID. */
	String PROG_ID = "Place.Failing";

	/** Throws a declared exception. */
	void checked(@Nullable String message) throws CheckedFailure;

	/** Throws a declared exception with a chain of two causes. */
	void checkedWithCauses(String message) throws CheckedFailure;

	/** Throws a subtype of a declared exception. */
	void checkedSubtype(String message) throws CheckedFailure;

	/** Throws a subtype of a declared exception that only the object can make. */
	void checkedHidden(String message) throws CheckedFailure;

	/** Throws a declared exception with a suppressed one. */
	void checkedWithSuppressed(String message) throws CheckedFailure;

	/** Throws a declared exception with a field. */
	void checkedWithCode(String message, int code) throws CheckedFailure;

	/** Throws an exception of the JDK, a subtype of what is declared. */
	void fileNotFound(String message) throws IOException;

	/** Throws a declared exception of the JDK. */
	void illegalArgument(@Nullable String message) throws IllegalArgumentException;

	/** Throws a declared unchecked exception with a cause. */
	void unchecked(@Nullable String message) throws UncheckedFailure;

	/** Throws an undeclared unchecked exception. */
	void undeclared(@Nullable String message);

	/** Throws an undeclared checked exception. */
	void sneaky(String message);

	/** Throws an error. */
	void error(String message);

	/** Says that there is no memory. */
	void outOfMemory(String message);

	/** Needs more stack than there is. */
	int endlessRecursion();

	/** Throws an HRESULT. */
	void hresult(int code, String detail);

	/** Does not fail. */
	String works();

}
