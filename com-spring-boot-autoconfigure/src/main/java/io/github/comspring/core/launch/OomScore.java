package io.github.comspring.core.launch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How soon the kernel ends a process when there is no more memory, on the machine or in
 * the container: the one with the highest score goes, which without an adjustment is the
 * largest, and so most often the application and not the server that leaks. What the
 * process starts inherits it.
 */
final class OomScore {

	/** The process goes before all that are not adjusted so, however small it is. */
	static final int HIGHEST = 1000;

	private static final Logger logger = System.getLogger(OomScore.class.getName());

	private static final String FILE = "oom_score_adj";

	private OomScore() {
	}

	/**
	 * Makes a process end sooner than this one. To raise the score takes no rights. Does
	 * nothing where the kernel has no such scores, or to a process that has ended.
	 * @param pid a process that was just started
	 * @param subject what it was started for, for people
	 * @param adjust how much sooner, from 0 to {@link #HIGHEST}
	 */
	static void raise(long pid, String subject, int adjust) {
		Path own = Path.of("/proc/self", FILE);
		if (adjust == 0 || !Files.exists(own)) {
			return;
		}
		Path other = Path.of("/proc", Long.toString(pid), FILE);
		try {
			int score = Math.min(HIGHEST, Integer.parseInt(Files.readString(own).strip()) + adjust);
			Files.writeString(other, Integer.toString(score));
		}
		catch (IOException | NumberFormatException ex) {
			if (Files.exists(other)) {
				logger.log(Level.INFO,
						"If memory gets short, the server of {0} does not end before this process: {1} cannot be "
								+ "written ({2})",
						subject, other, ex.toString());
			}
		}
	}

}
