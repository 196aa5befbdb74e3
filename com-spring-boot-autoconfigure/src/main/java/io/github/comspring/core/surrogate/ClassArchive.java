package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import io.github.comspring.core.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The archive for one class path and one kind of JVM, whether it is there or not. The
 * name of its file ends with its checksum: a JVM that is given a damaged archive may
 * crash.
 *
 * @param directory where it is
 * @param name how the name of its file begins
 */
record ClassArchive(Path directory, String name) {

	/** How the name of its file ends. */
	static final String SUFFIX = ".jsa";

	/** The archive of the JDK, which this one stands on. */
	private static final Path OF_JDK = Path.of("lib", "server", "classes.jsa");

	/**
	 * Names the archive by all that it depends on: to the JVM the class path is a path
	 * and the time that its file was written.
	 * @param classPath a jar, beside which the archive is
	 * @param options the options of the JVM that matter
	 * @return the archive
	 * @throws IOException if there is no such jar
	 */
	static ClassArchive of(Path classPath, List<String> options) throws IOException {
		return of(classPath, Path.of(System.getProperty("java.home")), options);
	}

	static ClassArchive of(Path classPath, Path jdk, List<String> options) throws IOException {
		List<String> parts = List.of(classPath.toString(), Files.getLastModifiedTime(classPath).toString(),
				jdk.toString(), timeOf(jdk.resolve(OF_JDK)), System.getProperty("java.vm.name"),
				System.getProperty("java.vm.version"), String.join(" ", options));
		String jar = classPath.getFileName().toString().replaceFirst("\\.jar$", "");
		return new ClassArchive(Objects.requireNonNull(classPath.getParent()),
				jar + '-' + hash(String.join("\n", parts)) + '-');
	}

	private static String timeOf(Path file) throws IOException {
		return Files.exists(file) ? Files.getLastModifiedTime(file).toString() : "";
	}

	private static String hash(String text) {
		byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(digest, 0, 8);
	}

	/**
	 * Finds the file, and deletes those that are damaged. Reads it all.
	 * @return the file, or {@code null} if there is none
	 * @throws IOException if the directory cannot be read or written
	 */
	@Nullable Path find() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			for (Path each : files.filter(this::isNamed).toList()) {
				if (each.equals(file(each))) {
					return each;
				}
				Files.deleteIfExists(each);
			}
		}
		return null;
	}

	private boolean isNamed(Path file) {
		String text = file.getFileName().toString();
		return text.startsWith(this.name) && text.endsWith(SUFFIX);
	}

	/**
	 * Takes a file as the archive.
	 * @param fresh a file in the same directory
	 * @return the file with the name that it has from now on
	 * @throws IOException if it cannot be read, written or renamed
	 */
	Path take(Path fresh) throws IOException {
		try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.READ)) {
			channel.force(true);
		}
		return Files.move(fresh, file(fresh), StandardCopyOption.ATOMIC_MOVE);
	}

	private Path file(Path content) throws IOException {
		CRC32 checksum = new CRC32();
		checksum.update(Files.readAllBytes(content));
		return this.directory.resolve(this.name + HexFormat.of().toHexDigits((int) checksum.getValue()) + SUFFIX);
	}

}
