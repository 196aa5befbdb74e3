package io.github.comspring.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps files that are in use from looking old: programs that tidy up among temporary
 * files remove those that nobody has changed for hours or days. Costs one look at the
 * file, and now and then one write. Safe from any thread.
 */
public final class Freshness {

	/**
	 * How old a file may look. The XDG base directory specification wants a change every
	 * six hours.
	 */
	static final Duration LONGEST = Duration.ofMinutes(30);

	private Freshness() {
	}

	/**
	 * Has a file look as if it was changed just now, if it has not been changed for a
	 * while. Does nothing about a file that is not there, or is somebody else's.
	 * @param file the file, directory or socket; a link is not followed
	 */
	public static void keep(Path file) {
		BasicFileAttributeView view = Files.getFileAttributeView(file, BasicFileAttributeView.class,
				LinkOption.NOFOLLOW_LINKS);
		try {
			Instant now = Instant.now();
			if (view.readAttributes().lastModifiedTime().toInstant().isBefore(now.minus(LONGEST))) {
				view.setTimes(FileTime.from(now), FileTime.from(now), null);
			}
		}
		catch (IOException ex) {
			// It was removed, or its owner sees to it
		}
	}

}
