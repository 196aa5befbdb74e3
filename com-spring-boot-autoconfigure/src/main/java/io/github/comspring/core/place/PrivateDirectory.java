package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Directories that the user of this process alone can enter, and what is in them.
 */
public final class PrivateDirectory {

	/** How deep it is gone down at once: each level takes an open file. */
	private static final int LEVELS = 50;

	/** How often what is deeper is moved up: somebody may still make it deeper. */
	private static final int ROUNDS = 2000;

	private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

	private PrivateDirectory() {
	}

	/**
	 * Makes a directory, with those above it.
	 * @param directory the directory
	 * @throws IOException if it cannot be made, or is no directory
	 */
	public static void createAll(Path directory) throws IOException {
		Files.createDirectories(directory, attributes());
	}

	/**
	 * Makes a directory that nobody has had before.
	 * @param directory the directory
	 * @throws IOException if it is there, or cannot be made
	 */
	public static void create(Path directory) throws IOException {
		Files.createDirectory(directory, attributes());
	}

	/**
	 * Makes a directory that nobody has had before, with a short name that nobody knows
	 * before.
	 * @param parent the directory that it is made in
	 * @param prefix what its name begins with
	 * @return the directory
	 * @throws IOException if it cannot be made
	 */
	static Path createIn(Path parent, String prefix) throws IOException {
		while (true) {
			try {
				Path directory = parent.resolve(prefix + UUID.randomUUID().toString().substring(0, 8));
				create(directory);
				return directory;
			}
			catch (FileAlreadyExistsException ex) {
				// Another name, then
			}
		}
	}

	private static FileAttribute<?>[] attributes() {
		return isPosix() ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PRIVATE) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix() {
		return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
	}

	/**
	 * Removes a directory and all that is in it. Links are removed, and never followed,
	 * not even one that takes the place of a directory meanwhile where the file system
	 * can tell.
	 * @param directory the directory
	 * @throws IOException if something could not be removed
	 */
	public static void delete(Path directory) throws IOException {
		if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && isDeletedEmpty(directory)) {
			return;
		}
		try (DirectoryStream<Path> parent = Files.newDirectoryStream(directory.toAbsolutePath().getParent())) {
			if (parent instanceof SecureDirectoryStream<Path> secure) {
				delete(secure, directory.getFileName());
				return;
			}
		}
		deleteByPath(directory);
	}

	/**
	 * Takes no open file, which this process may lack.
	 */
	private static boolean isDeletedEmpty(Path directory) throws IOException {
		try {
			Files.delete(directory);
			return true;
		}
		catch (DirectoryNotEmptyException ex) {
			return false;
		}
	}

	private static void delete(SecureDirectoryStream<Path> parent, Path name) throws IOException {
		for (int i = 0; i < ROUNDS; i++) {
			boolean empty;
			try (SecureDirectoryStream<Path> directory = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
				empty = empty(directory, directory, LEVELS);
			}
			if (empty) {
				parent.deleteDirectory(name);
				return;
			}
		}
		throw new IOException("The directory has more than " + LEVELS * ROUNDS + " levels");
	}

	/**
	 * Removes what is in a directory, and moves what is too deep up, to be removed the
	 * next time.
	 * @param top where that is moved to
	 * @param levels how many levels are gone down
	 * @return whether nothing was moved
	 */
	private static boolean empty(SecureDirectoryStream<Path> directory, SecureDirectoryStream<Path> top, int levels)
			throws IOException {
		boolean empty = true;
		for (Path each : names(directory)) {
			if (!isDirectory(directory, each)) {
				directory.deleteFile(each);
			}
			else if (levels == 0) {
				directory.move(each, top, Path.of(UUID.randomUUID().toString()));
				empty = false;
			}
			else {
				try (SecureDirectoryStream<Path> below = directory.newDirectoryStream(each,
						LinkOption.NOFOLLOW_LINKS)) {
					empty &= empty(below, top, levels - 1);
				}
				directory.deleteDirectory(each);
			}
		}
		return empty;
	}

	private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name) throws IOException {
		return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
			.readAttributes()
			.isDirectory();
	}

	private static void deleteByPath(Path path) throws IOException {
		if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
			try (DirectoryStream<Path> directory = Files.newDirectoryStream(path)) {
				for (Path each : names(directory)) {
					deleteByPath(path.resolve(each));
				}
			}
		}
		Files.deleteIfExists(path);
	}

	private static List<Path> names(DirectoryStream<Path> directory) {
		List<Path> names = new ArrayList<>();
		directory.forEach((each) -> names.add(each.getFileName()));
		return names;
	}

}
