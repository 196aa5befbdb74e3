package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;

/**
 * Directories with names that others can foresee. Among the temporary files of all users
 * another user may have been there first, with a link or a directory: nothing is made
 * where that leads. Elsewhere whoever named the directory answers for it.
 */
public final class OwnDirectory {

	private static final Set<PosixFilePermission> WRITTEN_BY_OTHERS = PosixFilePermissions.fromString("----w--w-");

	private OwnDirectory() {
	}

	/**
	 * Makes a directory among the temporary files, and those above it there, that the
	 * user of this process alone can enter, as far as they are not there. Does nothing
	 * about a directory elsewhere.
	 * @param directory the directory
	 * @throws IOException if it cannot be made, or if another user could have a hand in
	 * it
	 */
	public static void claim(Path directory) throws IOException {
		Path temporary = temporary();
		Deque<Path> below = below(temporary, directory);
		if (below.isEmpty()) {
			return;
		}
		UserPrincipal self = self(temporary);
		for (Path each : below) {
			try {
				PrivateDirectory.create(each);
			}
			catch (FileAlreadyExistsException ex) {
				require(each, self);
			}
		}
	}

	/**
	 * Makes sure that a directory can be claimed, as far as that can be said before.
	 * @param directory the directory
	 * @throws IOException if another user could have a hand in it
	 */
	public static void require(Path directory) throws IOException {
		Path temporary = temporary();
		Deque<Path> below = below(temporary, directory);
		if (below.isEmpty()) {
			return;
		}
		UserPrincipal self = self(temporary);
		for (Path each : below) {
			try {
				require(each, self);
			}
			catch (NoSuchFileException ex) {
				return;
			}
		}
	}

	public static Path temporary() {
		return normal(Path.of(System.getProperty("java.io.tmpdir")));
	}

	private static Path normal(Path path) {
		return path.toAbsolutePath().normalize();
	}

	/**
	 * Returns a directory and those above it that are below that of the temporary files,
	 * the outermost first.
	 */
	private static Deque<Path> below(Path temporary, Path directory) {
		Deque<Path> below = new ArrayDeque<>();
		Path each = normal(directory);
		if (each.startsWith(temporary)) {
			for (; !each.equals(temporary); each = each.getParent()) {
				below.addFirst(each);
			}
		}
		return below;
	}

	/**
	 * Asks the system whom a new file belongs to.
	 */
	private static UserPrincipal self(Path temporary) throws IOException {
		Path probe = Files.createTempFile(temporary, "com-owner-", null);
		try {
			return Files.getOwner(probe);
		}
		finally {
			Files.delete(probe);
		}
	}

	private static void require(Path directory, UserPrincipal self) throws IOException {
		UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
		if (!owner.equals(self)) {
			throw new IOException(directory + " belongs to " + owner.getName());
		}
		if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException(directory + " is a link or no directory");
		}
		if (permissions(directory).stream().anyMatch(WRITTEN_BY_OTHERS::contains)) {
			throw new IOException(directory + " may be written by others");
		}
	}

	private static Collection<PosixFilePermission> permissions(Path directory) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class,
				LinkOption.NOFOLLOW_LINKS);
		return (view != null) ? view.readAttributes().permissions() : Set.of();
	}

}
