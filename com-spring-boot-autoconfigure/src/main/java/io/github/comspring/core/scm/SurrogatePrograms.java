package io.github.comspring.core.scm;

import java.nio.file.Path;

import io.github.comspring.core.registry.ApplicationRegistration;

/**
 * What surrogates are made of. Safe from any thread.
 */
public interface SurrogatePrograms {

	/**
	 * Returns the built-in surrogate, to which arguments are added.
	 * @param application the application whose classes it hosts
	 * @return the program with its first arguments, as the application confines it
	 * @throws io.github.comspring.ComException {@code CO_E_CREATEPROCESS_FAILURE} if it
	 * cannot be started from here
	 */
	ServerProgram builtIn(ApplicationRegistration application);

	/**
	 * Finds the file of an in-process server.
	 * @param name what the registry calls it
	 * @return its absolute path
	 * @throws io.github.comspring.ComException {@code CO_E_DLLNOTFOUND} if there is none
	 */
	Path jar(String name);

}
