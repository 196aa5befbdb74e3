package io.github.comspring.beans;

import org.jspecify.annotations.Nullable;

/**
 * What a test puts in the place of the objects of an interface.
 */
@FunctionalInterface
public interface TestOverrides {

	/** The name of the singleton in the context that is tested. */
	String BEAN_NAME = "io.github.comspring.testOverrides";

	/**
	 * Finds what is injected instead of references.
	 * @param type the interface
	 * @return an instance of {@code type}, {@code null} if references are injected
	 */
	@Nullable Object find(Class<?> type);

}
