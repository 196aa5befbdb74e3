package io.github.comspring.core.scm.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A file as it was when a server process was started with it: a JVM that goes on to read
 * from another one fails in ways that nobody understands.
 *
 * @param file where it is
 * @param size how long it is, in bytes
 * @param modified when it was last written to
 * @param key its inode, or {@code null} where files have none
 */
public record FileVersion(Path file, long size, FileTime modified, @Nullable Object key) {

	private static @Nullable FileVersion of(Path file) {
		try {
			BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
			return now.isRegularFile() ? new FileVersion(file, now.size(), now.lastModifiedTime(), now.fileKey())
					: null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Looks at files.
	 * @param files where they are
	 * @return those that can be seen, as they are now
	 */
	public static List<FileVersion> of(List<Path> files) {
		return files.stream().map(FileVersion::of).filter(Objects::nonNull).toList();
	}

	/**
	 * Tells whether there is another file in its place, or other content in it. One that
	 * is gone could not be started with again, and is still there for who has it open.
	 * @return whether that is so
	 */
	public boolean isReplaced() {
		FileVersion now = of(this.file);
		return now != null && !now.equals(this);
	}

}
