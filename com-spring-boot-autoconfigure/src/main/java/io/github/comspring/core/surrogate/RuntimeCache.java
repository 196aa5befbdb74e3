package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.comspring.core.Shortage;
import io.github.comspring.core.place.OwnDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Files that are made once and then found by their content, in a directory of the user.
 * Safe from any thread and for several processes at once.
 *
 * @param directory the directory, which is made when it is needed
 */
record RuntimeCache(Path directory) {

	private static final String JAR = ".jar";

	/** How many archives stay, those that were used last. */
	private static final int ARCHIVES = 8;

	/** How long an archive stays that nobody uses. */
	private static final Duration UNUSED = Duration.ofDays(30);

	/** How long a file stays that no archive is for, or that was not finished. */
	private static final Duration LEFT = Duration.ofDays(1);

	/**
	 * Returns the cache of the user that this process runs as.
	 * @return the cache, for root that of the system, which all users can read
	 */
	static RuntimeCache ofUser() {
		return of(System::getenv, System.getProperty("user.home"), System.getProperty("user.name"));
	}

	static RuntimeCache of(Function<String, @Nullable String> environment, String home, String user) {
		String caches = environment.apply("XDG_CACHE_HOME");
		Path usual = user.equals("root") ? Path.of("/var/cache") : Path.of(home, ".cache");
		Path root = (caches != null && Path.of(caches).isAbsolute()) ? Path.of(caches) : usual;
		return new RuntimeCache(root.resolve("comspring"));
	}

	/**
	 * Finds a file, or makes it.
	 * @param name its name, which tells it from those of other content
	 * @param content its content
	 * @return the file, in a directory for this process alone if the user has no place
	 * for caches, or one among the temporary files that another user has taken
	 * @throws IOException if it cannot be made there either
	 */
	Path file(String name, byte[] content) throws IOException {
		try {
			OwnDirectory.claim(this.directory);
			Files.createDirectories(this.directory);
			return fileIn(this.directory, name, content);
		}
		catch (IOException ex) {
			if (Shortage.of(ex) != null) {
				throw ex;
			}
			Path own = Files.createTempDirectory(OwnDirectory.temporary(), "comspring-runtime-");
			own.toFile().deleteOnExit();
			Path file = fileIn(own, name, content);
			file.toFile().deleteOnExit();
			return file;
		}
	}

	private static void letAllRead(Path file) throws IOException {
		if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		}
	}

	private static Path fileIn(Path directory, String name, byte[] content) throws IOException {
		Path file = directory.resolve(name);
		// Whatever else is there was damaged
		if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
			return file;
		}
		Path fresh = Files.createTempFile(directory, "fresh", ".tmp");
		try {
			Files.write(fresh, content);
			// No secret, and servers may run as other users
			letAllRead(fresh);
			return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(fresh);
		}
	}

	/**
	 * Deletes what nobody has used for long, as well as it can be done: a jar is made
	 * anew when it is needed, and an archive, too.
	 * @param now the time
	 */
	void deleteUnused(Instant now) {
		try (Stream<Path> list = Files.list(this.directory)) {
			Map<Path, Instant> files = new HashMap<>();
			for (Path each : list.filter(RuntimeCache::isOwn).toList()) {
				files.put(each, Files.getLastModifiedTime(each).toInstant());
			}
			List<Path> archives = keptArchives(files, now.minus(UNUSED));
			for (Path each : files.keySet()) {
				boolean kept = each.toString().endsWith(ClassArchive.SUFFIX) ? archives.contains(each)
						: files.get(each).isAfter(now.minus(LEFT)) || archives.stream().anyMatch(isFor(each));
				if (!kept) {
					Files.deleteIfExists(each);
				}
			}
		}
		catch (IOException | UncheckedIOException ex) {
			// Another process deletes as well, or does so the next time
		}
	}

	private static boolean isOwn(Path file) {
		return file.getFileName().toString().matches("runtime-.*\\.(jar|jsa)|fresh.*\\.tmp");
	}

	private static List<Path> keptArchives(Map<Path, Instant> files, Instant since) {
		return files.keySet()
			.stream()
			.filter((file) -> file.toString().endsWith(ClassArchive.SUFFIX) && files.get(file).isAfter(since))
			.sorted(Comparator.comparing(files::get, Comparator.reverseOrder()))
			.limit(ARCHIVES)
			.toList();
	}

	private static Predicate<Path> isFor(Path jar) {
		String name = jar.getFileName().toString();
		return (archive) -> name.endsWith(JAR)
				&& archive.getFileName().toString().startsWith(name.substring(0, name.length() - JAR.length()));
	}

}
