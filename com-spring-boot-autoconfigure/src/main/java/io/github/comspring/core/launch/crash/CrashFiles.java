package io.github.comspring.core.launch.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.comspring.core.Freshness;
import io.github.comspring.core.place.OwnDirectory;
import io.github.comspring.core.place.PrivateDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The files that the JVM of one process writes when it fails, in a directory that keeps
 * the last of them.
 *
 * @param directory the directory, absolute
 * @param name what the names of the files begin with, of this process alone
 * @param place where the process writes them, which is another directory if it may not
 * enter that one
 */
public record CrashFiles(Path directory, String name, Path place) {

	private static final Logger logger = System.getLogger(CrashFiles.class.getName());

	/** How many files a directory keeps. */
	static final int MOST = 10;

	/** How many of them hold all the memory of a process. */
	static final int MOST_CORES = 2;

	/** How large one of those is at most, in bytes. */
	static final long LARGEST_CORE = 4L << 30;

	private static final String PREFIX = "crash-";

	/** How the name of the report of a fatal error ends. */
	static final String REPORT = ".log";

	private static final String CORE = ".core";

	/**
	 * Returns the files of a process that is to be started.
	 * @param directory where they go
	 * @return files that are not there yet
	 */
	public static CrashFiles in(Path directory) {
		Path absolute = directory.toAbsolutePath().normalize();
		return new CrashFiles(absolute, PREFIX + UUID.randomUUID(), absolute);
	}

	/**
	 * Returns files that are those of no process.
	 * @param directory the directory of all processes of an application
	 * @return the files, to compare
	 */
	public static CrashFiles ofNobody(Path directory) {
		return new CrashFiles(directory, "", directory);
	}

	/**
	 * Returns these files, to be fetched when the process has ended.
	 * @param written where the process writes them
	 * @return the files
	 */
	public CrashFiles from(Path written) {
		return new CrashFiles(this.directory, this.name, written);
	}

	/**
	 * Returns where the process writes the report of a fatal error.
	 * @return the file
	 */
	public Path errorReport() {
		return this.place.resolve(this.name + REPORT);
	}

	/**
	 * Returns where the process writes what was in the heap when there was no more room
	 * in it.
	 * @return the file
	 */
	public Path heapDump() {
		return this.place.resolve(this.name + ".hprof");
	}

	/**
	 * Keeps the directory from looking old, and makes it anew if somebody has removed it.
	 * @throws IOException as for {@link #prepare()}
	 */
	public void keep() throws IOException {
		if (Files.notExists(this.directory)) {
			OwnDirectory.claim(this.directory);
			PrivateDirectory.createAll(this.directory);
		}
		Freshness.keep(this.directory);
	}

	/**
	 * Makes the directory.
	 * @throws IOException if files cannot be written there, or if it is among the
	 * temporary files of all users and another user could have a hand in it
	 */
	public void prepare() throws IOException {
		OwnDirectory.claim(this.directory);
		PrivateDirectory.createAll(this.directory);
		Files.delete(Files.createTempFile(this.directory, PREFIX, ".tmp"));
		removeOldest();
	}

	/**
	 * Returns the files that the process has written, and removes the oldest of all
	 * processes that are too many.
	 * @param own the directory that the process had for itself, where the kernel may have
	 * written its memory to, or {@code null} if it had none
	 * @return the files that are there
	 */
	public List<Path> collect(@Nullable Path own) {
		List<Path> kept = new ArrayList<>(Stream.of(errorReport(), heapDump()).map(this::fetched).toList());
		if (own != null) {
			kept.add(fetchedCore(own));
		}
		removeOldest();
		return kept.stream().filter(CrashFiles::isFile).toList();
	}

	private Path fetchedCore(Path own) {
		Path kept = this.directory.resolve(this.name + CORE);
		try {
			Path core = CoreFile.find(own);
			if (core != null && Files.size(core) > LARGEST_CORE) {
				logger.log(Level.WARNING, "The core file of a process that has failed is not kept, as it has "
						+ Files.size(core) + " bytes: the limit of core files (ulimit -c) can make it smaller");
			}
			else if (core != null) {
				Files.move(core, kept);
			}
		}
		catch (NoSuchFileException ex) {
			// A process that ends in an orderly way removes its directory itself
		}
		catch (IOException | UncheckedIOException ex) {
			logger.log(Level.WARNING, "The core file of a process that has failed is lost with " + own, ex);
		}
		return kept;
	}

	/**
	 * Fetches a file, never what a link leads to: another user's process may have made
	 * it.
	 */
	private Path fetched(Path written) {
		Path kept = this.directory.resolve(written.getFileName());
		if (!kept.equals(written) && isFile(written)) {
			try {
				return Files.move(written, kept);
			}
			catch (IOException ex) {
				logger.log(Level.WARNING, "The file " + written + " of a process that has failed is lost", ex);
			}
		}
		return kept;
	}

	private static boolean isFile(Path path) {
		return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Removes as well as it can be done: the next process tries again.
	 */
	private void removeOldest() {
		try {
			List<Path> oldestFirst = oldestFirst();
			keep(MOST, oldestFirst);
			keep(MOST_CORES, oldestFirst.stream().filter((file) -> file.toString().endsWith(CORE)).toList());
		}
		catch (NoSuchFileException ex) {
			// Somebody has removed the directory, with all of them
		}
		catch (IOException | UncheckedIOException ex) {
			logger.log(Level.WARNING, "Old crash files in " + this.directory + " could not be removed", ex);
		}
	}

	private static void keep(int most, List<Path> oldestFirst) throws IOException {
		for (Path each : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - most))) {
			Files.deleteIfExists(each);
		}
	}

	private List<Path> oldestFirst() throws IOException {
		Map<Path, FileTime> times = new HashMap<>();
		try (Stream<Path> files = Files.list(this.directory)) {
			// Once for each, as they change meanwhile
			files.filter(CrashFiles::isCrashFile).forEach((file) -> times.put(file, lastModified(file)));
		}
		return times.keySet().stream().sorted(Comparator.comparing(times::get)).toList();
	}

	private static boolean isCrashFile(Path file) {
		String name = file.getFileName().toString();
		return name.startsWith(PREFIX) && Stream.of(REPORT, ".hprof", CORE).anyMatch(name::endsWith);
	}

	private static FileTime lastModified(Path file) {
		try {
			return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
		}
		catch (IOException ex) {
			// Removed meanwhile, by another process of the application
			return FileTime.fromMillis(0);
		}
	}

}
