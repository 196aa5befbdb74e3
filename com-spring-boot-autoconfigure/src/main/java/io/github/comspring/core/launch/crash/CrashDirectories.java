package io.github.comspring.core.launch.crash;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.core.place.OwnDirectory;

/**
 * The directories for the crash files of applications that name none. Safe from any
 * thread.
 */
public final class CrashDirectories {

	private static final Logger logger = System.getLogger(CrashDirectories.class.getName());

	/** Those of this process, by what could not be used. */
	private static final ConcurrentMap<Path, Path> INSTEAD = new ConcurrentHashMap<>();

	private CrashDirectories() {
	}

	/**
	 * Returns the directory of an application.
	 * @param application what the directory is called, one simple name
	 * @return {@code comspring-}, the name of the user, {@code /crashes/} and that of the
	 * application in the directory for temporary files, or a fresh directory if another
	 * user has taken the name; it may not be there yet
	 */
	public static Path of(String application) {
		String user = System.getProperty("user.name").replaceAll("[^\\w.-]", "_");
		Path usual = OwnDirectory.temporary().resolve(Path.of("comspring-" + user, "crashes", application));
		try {
			OwnDirectory.require(usual);
			return usual;
		}
		catch (IOException ex) {
			return instead(usual, ex);
		}
	}

	private static Path instead(Path usual, IOException reason) {
		Path known = INSTEAD.get(usual);
		if (known != null && isOwn(known)) {
			return known;
		}
		try {
			Path fresh = Files.createTempDirectory(OwnDirectory.temporary(), "comspring-crashes-");
			// With what is in it, it stays
			fresh.toFile().deleteOnExit();
			INSTEAD.put(usual, fresh);
			logger.log(Level.WARNING, "Crash files go to " + fresh + " and not to " + usual
					+ " for as long as this process runs: " + reason.getMessage());
			return fresh;
		}
		catch (IOException ex) {
			// What needs the directory fails with it, and says why
			return usual;
		}
	}

	/**
	 * Tells whether nobody has removed a directory meanwhile, as those do that tidy up.
	 */
	private static boolean isOwn(Path directory) {
		try {
			OwnDirectory.require(directory);
			return Files.isDirectory(directory);
		}
		catch (IOException ex) {
			return false;
		}
	}

}
