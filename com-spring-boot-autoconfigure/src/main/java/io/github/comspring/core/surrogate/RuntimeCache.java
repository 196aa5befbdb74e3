package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Files that are made once and then found by their content, in a directory of the user.
 * Safe from any thread and for several processes at once.
 *
 * @param directory the directory, which is made when it is needed
 */
record RuntimeCache(Path directory) {

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
	 * for caches
	 * @throws IOException if it cannot be made there either
	 */
	Path file(String name, byte[] content) throws IOException {
		try {
			Files.createDirectories(this.directory);
			return fileIn(this.directory, name, content);
		}
		catch (IOException ex) {
			Path own = Files.createTempDirectory("comspring-runtime-");
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

}
