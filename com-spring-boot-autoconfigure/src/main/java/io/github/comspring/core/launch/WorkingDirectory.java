package io.github.comspring.core.launch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import io.github.comspring.core.Freshness;
import io.github.comspring.core.place.PrivateDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Where a process that is started runs.
 *
 * @param path the directory
 * @param own whether it is made for the process, for its user alone, and removed at its
 * end
 */
public record WorkingDirectory(Path path, boolean own) {

	private static final Logger logger = System.getLogger(WorkingDirectory.class.getName());

	/** How often the removal is tried, while a process that was ended still writes. */
	private static final int ATTEMPTS = 3;

	private static final String PREFIX = "comspring-run-";

	/** Names the directory of a process that has its own. */
	private static final String VARIABLE = "COMSPRING_DIRECTORY";

	/**
	 * Returns a directory for one process alone.
	 * @return a directory that is not there yet
	 */
	public static WorkingDirectory ownOne() {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
		return new WorkingDirectory(temporary.resolve(PREFIX + UUID.randomUUID()), true);
	}

	/**
	 * Makes the directory if it is the process's own.
	 * @param user whose it is, or {@code null} for the user of this process
	 * @throws IOException if it cannot be made, and nothing is left of it
	 */
	void enter(@Nullable Account user) throws IOException {
		if (!this.own) {
			return;
		}
		Path parent = this.path.getParent();
		if (user == null && parent != null && Files.notExists(parent)) {
			// Somebody has tidied up
			PrivateDirectory.createAll(parent);
		}
		PrivateDirectory.create(this.path);
		if (user != null) {
			giveTo(user);
		}
	}

	/**
	 * Keeps the directory from looking old if it is the process's own.
	 * @return whether it is there; {@code true} for one that is not its own
	 */
	boolean keep() {
		if (this.own) {
			Freshness.keep(this.path);
		}
		return !this.own || !Files.notExists(this.path, LinkOption.NOFOLLOW_LINKS);
	}

	private void giveTo(Account user) throws IOException {
		try {
			user.own(this.path);
		}
		catch (IOException ex) {
			leave();
			throw ex;
		}
	}

	/**
	 * Tells a process whether its directory is its own, and not that of the process that
	 * has started it.
	 * @param directory its directory, or {@code null} for that of this process
	 * @param variables its environment variables, which are changed
	 */
	static void applyTo(@Nullable WorkingDirectory directory, Map<String, String> variables) {
		variables.remove(VARIABLE);
		if (directory != null && directory.own) {
			variables.put(VARIABLE, directory.path.toString());
		}
	}

	/**
	 * Removes the directory of this process if it is its own; to be called by a launched
	 * process as the last thing it does, as its launcher may be gone by then.
	 */
	public static void leaveOwnOne() {
		Path here = Path.of("").toAbsolutePath();
		if (here.toString().equals(System.getenv(VARIABLE))) {
			new WorkingDirectory(here, true).leave();
		}
	}

	/**
	 * Removes the directory if it is the process's own.
	 */
	void leave() {
		if (!this.own) {
			return;
		}
		IOException last = null;
		for (int i = 0; i < ATTEMPTS; i++) {
			try {
				PrivateDirectory.delete(this.path);
				return;
			}
			catch (IOException ex) {
				last = ex;
			}
			if (Files.notExists(this.path, LinkOption.NOFOLLOW_LINKS)) {
				return;
			}
		}
		logger.log(Level.WARNING, "The directory " + this.path + " of a process that has ended could not be removed",
				last);
	}

}
