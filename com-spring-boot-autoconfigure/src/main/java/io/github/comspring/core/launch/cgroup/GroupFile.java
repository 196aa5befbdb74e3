package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The files of a control group, as the kernel has them.
 */
final class GroupFile {

	/** The processes of the group itself, one a line; who is written to it moves here. */
	static final String PROCESSES = "cgroup.procs";

	/** The controllers that the group has got. */
	static final String CONTROLLERS = "cgroup.controllers";

	/** Those of them that it passes on to the groups below it. */
	static final String SUBTREE_CONTROL = "cgroup.subtree_control";

	/**
	 * Whether anything runs in the group or below it; the root of all has no such file.
	 */
	static final String EVENTS = "cgroup.events";

	/** Ends all that runs in the group and below it; since Linux 5.14. */
	static final String KILL = "cgroup.kill";

	private GroupFile() {
	}

	/**
	 * Writes to a file that is there: the kernel lets nobody make one.
	 * @throws IOException with a message that names file and reason
	 */
	static void write(Path file, String text) throws IOException {
		try {
			Files.writeString(file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
		}
		catch (NoSuchFileException ex) {
			throw new IOException("there is no " + file, ex);
		}
		catch (AccessDeniedException ex) {
			throw new IOException("this user may not write to " + file, ex);
		}
		catch (IOException ex) {
			String reason = (ex instanceof FileSystemException failure) ? failure.getReason() : ex.getMessage();
			throw new IOException(file + " does not take '" + text + "' (" + reason + ")", ex);
		}
	}

	/**
	 * Returns the words of a file.
	 * @return the words, none if it is not there
	 */
	static List<String> words(Path file) {
		try {
			String text = Files.readString(file).strip();
			return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/**
	 * Returns what a file says that has a number alone.
	 * @return the number, or {@code null} if there is none
	 */
	static @Nullable Long number(Path file) {
		List<String> words = words(file);
		return (words.size() == 1) ? parse(words.get(0)) : null;
	}

	/**
	 * Returns what a file says that has a key and its number in each line.
	 * @return the number, or {@code null} if there is none
	 */
	static @Nullable Long number(Path file, String key) {
		List<String> words = words(file);
		for (int i = 0; i + 1 < words.size(); i += 2) {
			if (words.get(i).equals(key)) {
				return parse(words.get(i + 1));
			}
		}
		return null;
	}

	private static @Nullable Long parse(String word) {
		return word.matches("\\d{1,18}") ? Long.valueOf(word) : null;
	}

}
