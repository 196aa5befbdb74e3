package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * Directories with names that others can foresee. Among the temporary files of all users
 * another user may have been there first, with a link or a directory: nothing is made
 * where that leads. Elsewhere whoever named the directory answers for it. Where the
 * system has no users of files each has temporary files of its own, and links alone are
 * refused.
 */
public final class OwnDirectory {

	private static final Set<PosixFilePermission> WRITTEN_BY_OTHERS = PosixFilePermissions.fromString("----w--w-");

	private static final Set<PosixFilePermission> OPEN_TO_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

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
		OwnUser user = OwnUser.ofThisProcess();
		for (Path each : belowTemporary(directory)) {
			make(each);
			require(each, user);
		}
	}

	/**
	 * Makes a directory that the user of this process alone can enter, or takes the one
	 * that is there, wherever it is.
	 * @param directory the directory
	 * @param user the user of this process
	 * @throws IOException if it cannot be made
	 * @throws ComException {@code E_ACCESSDENIED} if another user has made it, or can
	 * enter it
	 */
	static void claimAlone(Path directory, OwnUser user) throws IOException {
		make(directory);
		String problem = problem(directory, user, OPEN_TO_OTHERS);
		if (problem != null) {
			throw new ComException(HResult.E_ACCESSDENIED, "The directory " + directory + " " + problem
					+ ", and has to be a directory that " + user.name() + " alone can enter");
		}
	}

	/**
	 * Makes sure that a directory can be claimed, as far as that can be said before.
	 * @param directory the directory
	 * @throws IOException if another user could have a hand in it
	 */
	public static void require(Path directory) throws IOException {
		OwnUser user = OwnUser.ofThisProcess();
		for (Path each : belowTemporary(directory)) {
			try {
				require(each, user);
			}
			catch (NoSuchFileException ex) {
				return;
			}
		}
	}

	/**
	 * Returns where the temporary files of all users are.
	 * @return the directory, absolute
	 */
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
	private static Deque<Path> belowTemporary(Path directory) {
		Path temporary = temporary();
		Deque<Path> below = new ArrayDeque<>();
		Path each = normal(directory);
		if (each.startsWith(temporary)) {
			for (; !each.equals(temporary); each = each.getParent()) {
				below.addFirst(each);
			}
		}
		return below;
	}

	private static void make(Path directory) throws IOException {
		try {
			PrivateDirectory.create(directory);
		}
		catch (FileAlreadyExistsException ex) {
			// Its owner may be anybody
		}
	}

	private static void require(Path directory, OwnUser user) throws IOException {
		String problem = problem(directory, user, WRITTEN_BY_OTHERS);
		if (problem != null) {
			throw new IOException(directory + " " + problem);
		}
	}

	/**
	 * Returns what is wrong with a directory in which this user makes others,
	 * {@code null} if nothing is.
	 */
	static @Nullable String problem(Path directory, OwnUser user) throws IOException {
		return problem(directory, user, WRITTEN_BY_OTHERS);
	}

	/**
	 * Returns what is wrong with a directory that is there, {@code null} if nothing is.
	 */
	private static @Nullable String problem(Path directory, OwnUser user, Set<PosixFilePermission> denied)
			throws IOException {
		BasicFileAttributes found = attributes(directory);
		if (!found.isDirectory()) {
			return "is a link or no directory";
		}
		if (found instanceof PosixFileAttributes posix) {
			if (!posix.owner().getName().equals(user.name())) {
				return "belongs to " + posix.owner().getName();
			}
			if (!Collections.disjoint(posix.permissions(), denied)) {
				return "is open to others with " + PosixFilePermissions.toString(posix.permissions());
			}
		}
		return null;
	}

	private static BasicFileAttributes attributes(Path directory) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class,
				LinkOption.NOFOLLOW_LINKS);
		return (view != null) ? view.readAttributes()
				: Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

}
