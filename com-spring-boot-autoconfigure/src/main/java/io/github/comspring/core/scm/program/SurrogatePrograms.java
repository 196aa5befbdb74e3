package io.github.comspring.core.scm.program;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.registry.ApplicationRegistration;
import org.jspecify.annotations.Nullable;

/**
 * What surrogates are made of. Safe from any thread.
 */
public interface SurrogatePrograms {

	/**
	 * Returns the built-in surrogate, to which arguments are added.
	 * @param application the application whose classes it hosts
	 * @param runAs the user that it runs as, or {@code null} for that of this process
	 * @return the program with its first arguments, as the application confines it
	 * @throws io.github.comspring.ComException {@code CO_E_CREATEPROCESS_FAILURE} if it
	 * cannot be started from here
	 */
	ServerProgram builtIn(ApplicationRegistration application, @Nullable RunAs runAs);

	/**
	 * Finds the file of an in-process server.
	 * @param name what the registry calls it
	 * @return its absolute path
	 * @throws io.github.comspring.ComException {@code CO_E_DLLNOTFOUND} if there is none
	 */
	Path jar(String name);

	/**
	 * Lists the files that an in-process server is loaded from.
	 * @param jar its file
	 * @return that, and what it names on its class path
	 */
	List<Path> files(Path jar);

}
