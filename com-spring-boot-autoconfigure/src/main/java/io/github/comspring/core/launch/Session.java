package io.github.comspring.core.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives a process a session of its own, by {@code setsid(1)} of util-linux, which becomes
 * the program and keeps the process id: a child of this process leads no process group.
 * The process has no terminal then: it can neither type into that of this process, nor
 * does it get the signals that are typed there.
 */
final class Session {

	private static final Logger logger = System.getLogger(Session.class.getName());

	private static final String PROGRAM = "setsid";

	private static final AtomicBoolean told = new AtomicBoolean();

	private Session() {
	}

	/**
	 * Returns the command that runs another one in a session of its own.
	 * @param command the other one
	 * @return the words of the command, those of the other one if there is no
	 * {@code setsid} here
	 */
	static List<String> applyTo(List<String> command) {
		return applyTo(command, PROGRAM);
	}

	static List<String> applyTo(List<String> command, String program) {
		String file = ProgramFile.find(program, null);
		if (file == null) {
			tellOnce(program);
			return command;
		}
		List<String> words = new ArrayList<>(List.of(file));
		words.addAll(command);
		return words;
	}

	/**
	 * Nobody expects the program where there are no sessions.
	 */
	private static void tellOnce(String program) {
		if (told.compareAndSet(false, true)) {
			boolean linux = System.getProperty("os.name").startsWith("Linux");
			logger.log(linux ? Level.INFO : Level.DEBUG,
					"Server processes share the session and the terminal of this process: there is no ''{0}'' on the "
							+ "PATH",
					program);
		}
	}

}
