package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;

/**
 * What surrogates are made of. Safe from any thread.
 */
public interface SurrogatePrograms {

	/**
	 * Returns the command of the built-in surrogate, to which arguments are added.
	 * @return the program and its first arguments
	 * @throws io.github.comspring.ComException {@code CO_E_CREATEPROCESS_FAILURE} if it
	 * cannot be started from here
	 */
	List<String> builtIn();

	/**
	 * Finds the file of an in-process server.
	 * @param name what the registry calls it
	 * @return its absolute path
	 * @throws io.github.comspring.ComException {@code CO_E_DLLNOTFOUND} if there is none
	 */
	Path jar(String name);

}
