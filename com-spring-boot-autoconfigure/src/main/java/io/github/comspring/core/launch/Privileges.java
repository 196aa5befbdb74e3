package io.github.comspring.core.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Has a process, and all that it starts, gain no privileges by running a program that has
 * more, such as {@code sudo}: by {@code setpriv(1)} of util-linux, which becomes the
 * program.
 */
final class Privileges {

	/** The program that takes them away. */
	static final String PROGRAM = "setpriv";

	/** The option that lets no program give new ones. */
	static final String NO_NEW = "--no-new-privs";

	private static final Logger logger = System.getLogger(Privileges.class.getName());

	private Privileges() {
	}

	/**
	 * Returns what stands in front of a program that gets no new privileges.
	 * @return the words, none if there is no {@code setpriv} here
	 */
	static List<String> none() {
		return none(PROGRAM);
	}

	static List<String> none(String program) {
		if (ProgramFile.isMissing(program, null)) {
			logger.log(Level.DEBUG, "A server process may gain privileges: there is no ''{0}'' on the PATH", program);
			return List.of();
		}
		return List.of(program, NO_NEW, "--");
	}

}
