package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

import io.github.comspring.ComException;

/**
 * Does what a spare can do before it knows its first class, so that its first client does
 * not wait for it: serves a client of this process.
 */
final class SpareWarmUp {

	private static final Logger logger = System.getLogger(SpareWarmUp.class.getName());

	private SpareWarmUp() {
	}

	/**
	 * Warms up this process, whose class path is the jar of the runtime. A failure costs
	 * the first client some time, and nothing else.
	 */
	static void run() {
		try (SpareRehearsal rehearsal = new SpareRehearsal(Path.of(System.getProperty("java.class.path")))) {
			rehearsal.perform();
			logger.log(Level.INFO, "This surrogate has rehearsed, and waits for its first client");
		}
		catch (IOException | ComException ex) {
			// Such as a directory for temporary files with too long a name for a socket
			logger.log(Level.INFO, "This surrogate serves its first client more slowly, as it could not rehearse: {0}",
					ex.getMessage());
		}
	}

}
