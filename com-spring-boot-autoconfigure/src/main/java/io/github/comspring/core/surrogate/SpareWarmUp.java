package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import io.github.comspring.ComException;

/**
 * Does what a spare can do before it knows its first class, so that its first client does
 * not wait for it: loads the classes of the runtime, and rehearses.
 *
 * @param runtime the jar with the classes of the runtime, and no others
 */
record SpareWarmUp(Path runtime) {

	private static final Logger logger = System.getLogger(SpareWarmUp.class.getName());

	private static final String CLASS = ".class";

	/**
	 * Warms up the runtime of this process. A failure costs the first client some time,
	 * and nothing else.
	 */
	static void run() {
		try {
			SpareWarmUp warmUp = new SpareWarmUp(Path.of(System.getProperty("java.class.path")));
			int loaded = warmUp.load();
			warmUp.rehearse();
			logger.log(Level.INFO, "This surrogate has loaded {0} classes, and waits for its first client", loaded);
		}
		catch (IOException | ComException ex) {
			// Such as a directory for temporary files with too long a name for a socket
			logger.log(Level.INFO, "This surrogate serves its first client more slowly, as it could not rehearse: {0}",
					ex.getMessage());
		}
	}

	/**
	 * Loads the classes.
	 * @return how many there are
	 * @throws IOException if the jar cannot be read
	 */
	int load() throws IOException {
		try (JarFile jar = new JarFile(this.runtime.toFile())) {
			return (int) jar.stream().map(JarEntry::getName).filter(SpareWarmUp::load).count();
		}
	}

	private static boolean load(String entry) {
		if (!entry.endsWith(CLASS) || entry.endsWith("package-info.class")) {
			return false;
		}
		String name = entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
		try {
			Class.forName(name, true, SpareWarmUp.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// Such as those that stand on Spring, which is not here
			return false;
		}
	}

	/**
	 * Serves a client of this process.
	 * @throws IOException if there is no place for a socket
	 * @throws ComException what failed
	 */
	void rehearse() throws IOException {
		try (SpareRehearsal rehearsal = new SpareRehearsal(this.runtime)) {
			rehearsal.perform();
		}
	}

}
