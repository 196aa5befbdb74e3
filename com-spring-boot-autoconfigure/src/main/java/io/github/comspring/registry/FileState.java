package io.github.comspring.registry;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param size the size in bytes
 * @param modified the time of the last change
 * @param fileKey the identity of the file, or {@code null} where the file system has none
 */
record FileState(long size, FileTime modified, @Nullable Object fileKey) {

	/**
	 * Returns the state of a file; of the target, if it is a symbolic link.
	 * @param file the file
	 * @return the state
	 * @throws IOException if there is no such file
	 */
	static FileState of(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
	}

	/**
	 * Lists the YAML files of a directory that are not hidden, and the journal.
	 * @param directory the directory
	 * @return the states by file name, in order; none if there is no such directory
	 * @throws IOException if the directory cannot be listed
	 */
	static SortedMap<String, FileState> list(Path directory) throws IOException {
		SortedMap<String, FileState> states = new TreeMap<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, FileState::isPart)) {
			for (Path file : files) {
				add(states, file);
			}
		}
		catch (NoSuchFileException ex) {
			return new TreeMap<>();
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		return states;
	}

	private static void add(SortedMap<String, FileState> states, Path file) throws IOException {
		try {
			states.put(file.getFileName().toString(), of(file));
		}
		catch (NoSuchFileException ex) {
			// Removed since the directory was listed
		}
	}

	private static boolean isPart(Path file) {
		String name = file.getFileName().toString();
		return name.equals(Journal.NAME)
				|| (!name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")));
	}

}
