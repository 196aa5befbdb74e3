package io.github.comspring.core.launch.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel writes of the memory of a process that a fault has ended, where the
 * limits and the system allow it, into the directory in which the process runs.
 */
final class CoreFile {

	/** What the system calls such a file, with more or less around it. */
	private static final String NAME = "core";

	/** How much of a file tells what it is: the magic number of ELF, and its kind. */
	private static final int HEADER = 18;

	private static final int KIND = 16;

	private static final int CORE = 4;

	private CoreFile() {
	}

	/**
	 * Finds the file. A link is none, and neither is a file of a module that is only
	 * called so.
	 * @param directory where the process ran
	 * @return the newest one, or {@code null} if there is none
	 * @throws IOException if the directory cannot be read
	 */
	static @Nullable Path find(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter(CoreFile::isOne)
				.max(Comparator.comparingLong((file) -> file.toFile().lastModified()))
				.orElse(null);
		}
	}

	private static boolean isOne(Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT).contains(NAME)
				&& Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && hasHeader(file);
	}

	private static boolean hasHeader(Path file) {
		try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
			byte[] header = in.readNBytes(HEADER);
			return header.length == HEADER && header[0] == 0x7f && header[1] == 'E' && header[2] == 'L'
					&& header[3] == 'F' && (header[KIND] | header[KIND + 1]) == CORE;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
