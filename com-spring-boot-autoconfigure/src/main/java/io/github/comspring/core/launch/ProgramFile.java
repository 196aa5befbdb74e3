package io.github.comspring.core.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Where the operating system looks for a program.
 */
final class ProgramFile {

	private ProgramFile() {
	}

	/**
	 * Tells why a program could not be started.
	 * @param program a path, or a name to be found in the directories of {@code PATH}
	 * @param directory the directory that a relative path starts at, or {@code null} for
	 * that of this process
	 * @return whether there is no such file that may be executed
	 */
	static boolean isMissing(String program, @Nullable Path directory) {
		return candidates(program, directory).noneMatch((file) -> file.isFile() && file.canExecute());
	}

	private static Stream<File> candidates(String program, @Nullable Path directory) {
		File file = new File(program);
		if (file.getParent() == null) {
			String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
			return Arrays.stream(path.split(File.pathSeparator)).map((folder) -> new File(folder, program));
		}
		if (file.isAbsolute() || directory == null) {
			return Stream.of(file);
		}
		return Stream.of(new File(directory.toFile(), program));
	}

}
