package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * The directories in which a jar with a relative name is looked for.
 *
 * @param directories the directories, in their order
 */
public record SearchPath(List<Path> directories) {

	public SearchPath {
		directories = List.copyOf(directories);
	}

	/**
	 * Finds a jar.
	 * @param name an absolute path, or one relative to any of the directories or to the
	 * working directory, which comes last
	 * @return the file, without links and dots
	 * @throws ComException {@code CO_E_DLLNOTFOUND}, naming the places, if there is none
	 */
	public Path find(String name) {
		try {
			Path path = Path.of(name);
			List<Path> places = path.isAbsolute() ? List.of(path)
					: Stream
						.concat(this.directories.stream().map((directory) -> directory.resolve(path)),
								Stream.of(path.toAbsolutePath()))
						.toList();
			for (Path place : places) {
				if (Files.isRegularFile(place)) {
					return place.toRealPath();
				}
			}
			throw new ComException(HResult.CO_E_DLLNOTFOUND, "There is no jar " + name + "; looked for "
					+ places.stream().map((place) -> place.toAbsolutePath().normalize()).distinct().toList());
		}
		catch (InvalidPathException | IOException ex) {
			throw new ComException(HResult.CO_E_DLLNOTFOUND, "The jar " + name + " cannot be found: " + ex, ex);
		}
	}

}
